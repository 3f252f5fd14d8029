// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a model for some time. Immutable.
 *
 * @param from the first day, in UTC; null if they hold from the beginning
 * @param hours the hours of the day, in UTC; null if they hold all day
 * @param tiers by rising size of the prompt; the first is for any size
 */
record Period(@Nullable LocalDate from, @Nullable Hours hours, List<Tier> tiers) {

  /** Prices for prompts of more than {@code above} tokens. */
  record Tier(long above, Rates rates) {}

  /** From a time of day to another, exclusive, maybe past midnight. */
  record Hours(LocalTime start, LocalTime end) {
    boolean contains(LocalTime time) {
      boolean afterStart = !time.isBefore(start);
      boolean beforeEnd = time.isBefore(end);
      return end.isBefore(start) ? afterStart || beforeEnd : afterStart && beforeEnd;
    }

    @Override
    public String toString() {
      return start + "-" + end;
    }
  }

  Period {
    tiers = List.copyOf(tiers);
    for (int i = 0; i < tiers.size(); i++) {
      long least = i == 0 ? 0 : tiers.get(i - 1).above() + 1;
      if (i == 0 ? tiers.get(0).above() != 0 : tiers.get(i).above() < least) {
        throw new IllegalArgumentException(
            "above: " + tiers.get(i).above() + " (expected: none first, then rising)");
      }
    }
  }

  boolean holdsAt(Instant time) {
    if (from == null && hours == null) {
      return true;
    }
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    return (from == null || !utc.toLocalDate().isBefore(from))
        && (hours == null || hours.contains(utc.toLocalTime()));
  }

  /** The tier of a prompt of so many tokens. */
  Tier tier(long prompt) {
    Tier found = tiers.get(0);
    for (Tier tier : tiers) {
      if (tier.above() == 0 || prompt > tier.above()) {
        found = tier;
      }
    }
    return found;
  }
}
