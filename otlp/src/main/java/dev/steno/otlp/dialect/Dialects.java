// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import java.util.List;

/** All dialects, the most particular first. Stateless and thread-safe. */
public final class Dialects {
  private static final List<Dialect> ALL = List.of(new StenoClient(), new GenAi());

  private Dialects() {}

  /**
   * Reads what Steno's client noticed, and lets the first dialect that recognises the draft's
   * attributes read them, if there is one.
   */
  public static void apply(Draft draft) {
    Marks.read(draft);
    for (Dialect dialect : ALL) {
      if (dialect.recognises(draft)) {
        dialect.apply(draft);
        return;
      }
    }
  }
}
