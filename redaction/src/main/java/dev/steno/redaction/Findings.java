// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What was found in the texts of one thing, such as a span. For one thread. */
public final class Findings {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Sight sight;
  private boolean unscanned;

  /** Sees every match, which it must not keep whole. */
  interface Sight {
    /** Looks away. */
    Sight NONE = (rule, text, start, end) -> {};

    void found(String rule, String text, int start, int end);
  }

  /** Nothing was found yet. */
  public Findings() {
    this(Sight.NONE);
  }

  Findings(Sight sight) {
    this.sight = sight;
  }

  void found(String rule, String text, int start, int end) {
    counts.merge(rule, 1L, Long::sum);
    sight.found(rule, text, start, end);
  }

  /** Notes that there was something that is not text. */
  public void passedOver() {
    unscanned = true;
  }

  /** True if there was something that is not text, and was not looked into. */
  public boolean hasPassedOver() {
    return unscanned;
  }

  /** How often each rule found something, by the rule's name; a view. */
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
