// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a call that has a price of its own. Immutable. A part without one is billed as the more
 * general part: what is read from a cache or written to it is input, reasoning is output.
 */
public enum TokenPart {
  /** Input read at full price. */
  INPUT(null),
  /** Input read from the provider's cache. */
  CACHE_READ(INPUT),
  /** Input written to the provider's cache. */
  CACHE_WRITE(INPUT),
  /** Input written to a cache that is kept for an hour, where the source says how much it was. */
  CACHE_WRITE_1H(CACHE_WRITE),
  /** Output but reasoning. */
  OUTPUT(null),
  /** Output spent on thinking. */
  REASONING(OUTPUT),
  /** The call itself, whatever its tokens; one each. */
  REQUEST(null);

  private final @Nullable TokenPart general;

  TokenPart(@Nullable TokenPart general) {
    this.general = general;
  }

  /** The part that this one is billed as where it has no price of its own; empty if none. */
  public Optional<TokenPart> general() {
    return Optional.ofNullable(general);
  }

  /** The name in tables and answers, such as {@code cache_read}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The part of that name; empty if there is none. */
  static Optional<TokenPart> of(String wire) {
    return Arrays.stream(values()).filter(part -> part.wire().equals(wire)).findFirst();
  }
}
