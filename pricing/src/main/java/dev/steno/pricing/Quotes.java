// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Multiplies tokens by prices. Pure functions. */
final class Quotes {
  private static final int PER = 6;
  private static final int SCALE = 18;
  private static final String HOUR = "ephemeral_1h_input_tokens";

  private Quotes() {}

  static Quote none(String table, String reason) {
    return new Quote(table, null, null, List.of(), null, reason);
  }

  static Quote of(String table, Provider.Match match, Instant time, @Nullable Usage usage) {
    ModelPrices prices = match.prices();
    Optional<Period> period = prices.at(time);
    if (period.isEmpty()) {
      return none(table, "The table has no price of " + prices.id() + " for " + time + ".");
    }
    Long prompt = usage == null ? null : usage.inputTokens();
    Period.Tier tier = period.get().tier(prompt == null ? 0 : prompt);
    Quote.Found found =
        new Quote.Found(
            prices.provider(),
            prices.id(),
            match.rule(),
            match.text(),
            period.get().from(),
            period.get().hours() == null ? null : String.valueOf(period.get().hours()),
            tier.above());
    List<Quote.Line> lines = usage == null ? List.of() : lines(usage, tier.rates());
    return new Quote(table, found, tier.rates(), lines, sum(lines), reason(lines));
  }

  private static List<Quote.Line> lines(Usage usage, Rates rates) {
    List<Quote.Line> lines = new ArrayList<>(6);
    long hour = hour(usage);
    Long written = usage.cacheWrite();
    add(lines, rates, TokenPart.INPUT, usage.inputUncached());
    add(lines, rates, TokenPart.CACHE_READ, usage.cacheRead());
    add(lines, rates, TokenPart.CACHE_WRITE, written == null ? null : Long.valueOf(written - hour));
    add(lines, rates, TokenPart.CACHE_WRITE_1H, hour == 0 ? null : Long.valueOf(hour));
    add(lines, rates, TokenPart.OUTPUT, usage.outputText());
    add(lines, rates, TokenPart.REASONING, usage.reasoning());
    if (!lines.isEmpty() && rates.of(TokenPart.REQUEST) != null) {
      add(lines, rates, TokenPart.REQUEST, 1L);
    }
    return lines;
  }

  private static void add(
      List<Quote.Line> lines, Rates rates, TokenPart part, @Nullable Long tokens) {
    if (tokens == null) {
      return;
    }
    TokenPart billed = rates.billedAs(part).orElse(null);
    BigDecimal price = billed == null ? null : rates.of(billed);
    BigDecimal amount =
        price == null ? null : price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(PER);
    lines.add(new Quote.Line(part, tokens, billed, price, amount));
  }

  /** Parts of no tokens need no price; any other without one makes the sum unknown. */
  private static @Nullable BigDecimal sum(List<Quote.Line> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Quote.Line line : lines) {
      if (line.amount() != null) {
        sum = sum.add(line.amount());
      } else if (line.tokens() > 0) {
        return null;
      }
    }
    BigDecimal kept = sum.scale() > SCALE ? sum.setScale(SCALE, RoundingMode.HALF_EVEN) : sum;
    BigDecimal shortest = kept.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  private static @Nullable String reason(List<Quote.Line> lines) {
    if (lines.isEmpty()) {
      return "No tokens were reported.";
    }
    for (Quote.Line line : lines) {
      if (line.amount() == null && line.tokens() > 0) {
        return "The table has no price of " + line.part().wire() + " for this model.";
      }
    }
    return null;
  }

  /** How much was written to a cache of an hour, where the source tells the two apart. */
  private static long hour(Usage usage) {
    Long written = usage.cacheWrite();
    if (written == null || written == 0) {
      return 0;
    }
    return Math.min(written, hour(usage.source()));
  }

  private static long hour(JsonObject source) {
    long found = 0;
    for (Map.Entry<String, JsonValue> member : source.members().entrySet()) {
      if (member.getValue() instanceof JsonObject inner) {
        found = Math.max(found, hour(inner));
      } else if (member.getKey().endsWith(HOUR) && member.getValue() instanceof JsonNumber count) {
        found = Math.max(found, count(count.lexeme()));
      }
    }
    return found;
  }

  private static long count(String lexeme) {
    return lexeme.matches("[0-9]{1,18}") ? Long.parseLong(lexeme) : 0;
  }
}
