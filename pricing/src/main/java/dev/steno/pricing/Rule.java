// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.util.Locale;

/** How a model's prices were found, in the order in which it is tried. Immutable. */
public enum Rule {
  /** The name is an id or an alias of the table. */
  EXACT,
  /** So is what remains without the provider's name before it, as in {@code openai/gpt-4o}. */
  QUALIFIED,
  /** A pattern of the table holds for the name. */
  PATTERN,
  /** One of these holds for the name without its region, date or version. */
  STRIPPED;

  /** The name in answers, such as {@code exact}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
