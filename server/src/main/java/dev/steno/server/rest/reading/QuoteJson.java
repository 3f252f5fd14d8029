// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.pricing.Quote;
import dev.steno.pricing.Rates;
import dev.steno.pricing.TokenPart;
import dev.steno.server.rest.Members;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call costs, and why, as JSON. Stateless. */
public final class QuoteJson {

  private QuoteJson() {}

  /** The quote; its cost and its reason are the literal null where there is none. */
  public static JsonObject toJson(Quote quote) {
    Members json = new Members().put("table", quote.table());
    Quote.Found found = quote.found();
    if (found != null) {
      json.put("provider", found.provider().isEmpty() ? null : found.provider())
          .put("model", found.model())
          .put("rule", found.rule().wire())
          .put("matched", found.text())
          .put("from", found.from() == null ? null : found.from().toString())
          .put("hours", found.hours())
          .put("above", found.above());
    }
    return json.put("usd_per_million", quote.rates() == null ? null : rates(quote.rates()))
        .putList("lines", quote.lines(), QuoteJson::line)
        .putCost(quote.amount())
        .put("reason", quote.reason() == null ? JsonValue.NULL : JsonValue.of(quote.reason()))
        .build();
  }

  private static JsonObject rates(Rates rates) {
    Members json = new Members();
    for (Map.Entry<TokenPart, BigDecimal> price : rates.usd().entrySet()) {
      json.put(price.getKey().wire(), plain(price.getValue()));
    }
    return json.build();
  }

  private static JsonObject line(Quote.Line line) {
    TokenPart billed = line.billedAs();
    return new Members()
        .put("part", line.part().wire())
        .put("tokens", line.tokens())
        .put("billed_as", billed == null ? null : billed.wire())
        .put("usd_per_million", plain(line.perMillion()))
        .putCost(shortest(line.amount()))
        .build();
  }

  private static @Nullable BigDecimal shortest(@Nullable BigDecimal amount) {
    BigDecimal shortest = amount == null ? null : amount.stripTrailingZeros();
    return shortest == null || shortest.scale() >= 0 ? shortest : shortest.setScale(0);
  }

  private static @Nullable String plain(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }
}
