// SPDX-License-Identifier: Apache-2.0
package com.example;

import dev.steno.codec.Json;
import dev.steno.codec.MessageJson;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Hash;
import dev.steno.model.message.Message;
import java.util.List;

/** Prints the head of a conversation, which proves the whole history before it. Stateless. */
public final class Fingerprint {

  private Fingerprint() {}

  public static void main(String[] args) {
    System.out.println(head(args[0]));
  }

  /** The head of ChatML messages given as a JSON array. */
  static Hash head(String chatMl) {
    List<Message> messages = MessageJson.fromJson(Json.parse(chatMl));
    return Chain.head(messages.stream().map(Chain::id).toList());
  }
}
