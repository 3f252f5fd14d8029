// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How interactions are written for programs and people. */
public enum InteractionFormat {
  /** A line of JSON for each. */
  JSONL,
  /** One array of JSON, indented. */
  JSON,
  /** A report for people. */
  MARKDOWN;

  /**
   * The format of that name, in either case.
   *
   * @throws IllegalArgumentException if there is none; it names those that there are
   */
  public static InteractionFormat of(String name) {
    for (InteractionFormat format : values()) {
      if (format.name().equalsIgnoreCase(name)) {
        return format;
      }
    }
    String names =
        Arrays.stream(values())
            .map(format -> format.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException("format: " + name + " (expected: one of " + names + ")");
  }
}
