// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost, and who says so. Immutable.
 *
 * @param amount USD
 * @param source where the amount is from
 */
public record Cost(BigDecimal amount, Source source) {

  /** Where an amount is from. */
  public enum Source {
    /** The source of the record said so. */
    REPORTED,
    /** A table of prices, when the call was recorded. */
    CALCULATED,
    /** Some of a sum was reported, the rest calculated. */
    MIXED;

    private Source and(Source other) {
      return this == other ? this : MIXED;
    }

    /** The name in documents, such as {@code reported}. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a call cost: what was reported, else what was calculated; null if neither is known. */
  public static @Nullable Cost of(@Nullable Generation generation) {
    BigDecimal amount = generation == null ? null : generation.effectiveCost();
    if (generation == null || amount == null) {
      return null;
    }
    return new Cost(amount, generation.cost() != null ? Source.REPORTED : Source.CALCULATED);
  }

  /** The sum of what is known of two; null if nothing is. */
  public static @Nullable Cost sum(@Nullable Cost one, @Nullable Cost other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new Cost(one.amount.add(other.amount), one.source.and(other.source));
  }

  /** By how much this is more than {@code other}. */
  public Cost minus(Cost other) {
    return new Cost(amount.subtract(other.amount), source.and(other.source));
  }
}
