// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.provider;

/** Takes a streamed answer: pieces, and one end. Told by one thread at a time. */
public interface ReplySink {

  /** A piece of the answer's text. */
  void text(String piece);

  /** A piece of what the model thinks aloud. */
  void reasoning(String piece);

  /** The end, with all of it. */
  void reply(ProviderReply reply);

  /** The end, before it was done. */
  void failed(ProviderFailure failure);
}
