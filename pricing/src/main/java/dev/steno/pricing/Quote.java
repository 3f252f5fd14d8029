// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs by a table, and why. Immutable.
 *
 * @param table the version of the table, or of the file of own prices, that was used
 * @param found where the prices stand; null if none were found
 * @param rates the prices that hold at the time and for the size of the prompt; null likewise
 * @param lines tokens times price, one for each part that was reported; empty if none was
 * @param amount USD, of at most 18 decimals; null if it is unknown
 * @param reason one sentence that says why the amount is unknown; null if it is known
 */
public record Quote(
    String table,
    @Nullable Found found,
    @Nullable Rates rates,
    List<Line> lines,
    @Nullable BigDecimal amount,
    @Nullable String reason) {

  /** Copies the lines. */
  public Quote {
    lines = List.copyOf(lines);
  }

  /**
   * USD by which tokens of the call's prompt cost more than if a cache had served them; null if
   * either price is unknown. They are the first that no cache served. Caches hold beginnings, those
   * of an hour before others, so what the call wrote to one is the first of these.
   *
   * @param tokens how many, of those that were reported as read again or written
   */
  public @Nullable BigDecimal readAgain(long tokens) {
    BigDecimal input = rates == null ? null : rates.of(TokenPart.INPUT);
    BigDecimal served = rates == null ? null : rates.of(TokenPart.CACHE_READ);
    if (input == null || served == null) {
      return null;
    }
    long left = tokens;
    BigDecimal more = BigDecimal.ZERO;
    for (TokenPart written : List.of(TokenPart.CACHE_WRITE_1H, TokenPart.CACHE_WRITE)) {
      for (Line line : lines) {
        if (line.part() == written && line.perMillion() != null) {
          long some = Math.min(left, line.tokens());
          more = more.add(line.perMillion().subtract(served).multiply(BigDecimal.valueOf(some)));
          left -= some;
        }
      }
    }
    more = more.add(input.subtract(served).multiply(BigDecimal.valueOf(left)));
    return more.max(BigDecimal.ZERO).movePointLeft(6);
  }

  /**
   * Where prices stand in a table.
   *
   * @param provider the provider's id; "" in a file of own prices that hold for any
   * @param model the model's id
   * @param rule what found it
   * @param text the name or pattern that was found by, such as {@code ^gpt-4o}
   * @param from the first day of the prices; null if they hold from the beginning
   * @param hours the hours of the day in UTC, such as {@code 00:30-16:30}; null if all day
   * @param above the tier: for prompts of more than so many tokens
   */
  public record Found(
      String provider,
      String model,
      Rule rule,
      String text,
      @Nullable LocalDate from,
      @Nullable String hours,
      long above) {}

  /**
   * Tokens of one part times their price.
   *
   * @param part what was reported
   * @param tokens how many
   * @param billedAs the part whose price it is; null if there is none
   * @param perMillion USD; null if there is none
   * @param amount USD; null if there is no price
   */
  public record Line(
      TokenPart part,
      long tokens,
      @Nullable TokenPart billedAs,
      @Nullable BigDecimal perMillion,
      @Nullable BigDecimal amount) {}
}
