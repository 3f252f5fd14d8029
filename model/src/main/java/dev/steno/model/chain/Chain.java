// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The arithmetic of the context chain. Pure functions. */
public final class Chain {

  private Chain() {}

  /** The id of a message: over the canonical form of its ChatML. */
  public static Hash id(Message message) {
    return id(message.toJson());
  }

  /** The id of any JSON value that is stored by its content, such as a tool definition. */
  public static Hash id(JsonValue value) {
    return Hash.sha256(CanonicalJson.bytes(value));
  }

  /** The head after appending {@code id} to a chain that ends at {@code head}. */
  public static Hash next(Hash head, Hash id) {
    return Hash.ofPair(head, id);
  }

  /** The head of a list of ids; {@link Hash#ZERO} for the empty list. */
  public static Hash head(List<Hash> ids) {
    return head(Hash.ZERO, ids);
  }

  /** The head after appending {@code ids} in order to a chain that ends at {@code start}. */
  public static Hash head(Hash start, List<Hash> ids) {
    Hash head = start;
    for (Hash id : ids) {
      head = next(head, id);
    }
    return head;
  }

  /** All heads on the way: one more than there are ids, beginning with {@link Hash#ZERO}. */
  public static List<Hash> heads(List<Hash> ids) {
    return heads(Hash.ZERO, ids);
  }

  /** All heads on the way from {@code start}, with which the list begins. */
  static List<Hash> heads(Hash start, List<Hash> ids) {
    List<Hash> heads = new ArrayList<>(ids.size() + 1);
    heads.add(start);
    // A history has thousands of them: one digest and one array serve all.
    MessageDigest digest = Hash.digest();
    ByteBuffer pair = ByteBuffer.allocate(32);
    Hash head = start;
    for (Hash id : ids) {
      head.putTo(pair);
      id.putTo(pair);
      head = Hash.of(ByteBuffer.wrap(digest.digest(pair.array())));
      pair.clear();
      heads.add(head);
    }
    return heads;
  }

  /** The context's id: {@code H(H(tools) ‖ H(system) ‖ head)}, where H of a list is its head. */
  public static Hash context(List<Hash> tools, List<Hash> system, Hash head) {
    ByteBuffer bytes = ByteBuffer.allocate(48);
    head(tools).putTo(bytes);
    head(system).putTo(bytes);
    head.putTo(bytes);
    return Hash.sha256(bytes.array());
  }
}
