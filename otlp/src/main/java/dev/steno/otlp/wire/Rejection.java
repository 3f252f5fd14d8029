// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

/** One span or log record cannot be kept; the others of its request can. Immutable. */
public final class Rejection extends Exception {
  private static final long serialVersionUID = 1;
  private static final int QUOTED = 80;

  /** A refusal for the reason that {@code sentence} tells. */
  public Rejection(String sentence) {
    // A client can cause one for every two bytes it sends: a stack trace each is too dear.
    super(sentence, null, false, false);
  }

  /** The reason. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  static String quote(String content) {
    return content.length() <= QUOTED ? content : content.substring(0, QUOTED - 1) + "…";
  }
}
