// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a call costs by a table of prices, as it was when the call was recorded. Immutable.
 *
 * @param amount USD, of at most 18 decimals, without zeros at the end
 * @param table the version of the table, such as {@code genai-prices 0.2.3 2026-11-21}
 */
public record CalculatedCost(BigDecimal amount, String table) {
  private static final int SCALE = 18;

  /** Brings the amount into its one form, so that equal amounts are equal. */
  public CalculatedCost {
    BigDecimal kept =
        amount.scale() > SCALE ? amount.setScale(SCALE, RoundingMode.HALF_EVEN) : amount;
    BigDecimal shortest = kept.stripTrailingZeros();
    amount = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
