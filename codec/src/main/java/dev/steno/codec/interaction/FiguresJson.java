// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.ObjectBuilder;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Figures} as JSON. Stateless. */
final class FiguresJson {

  private FiguresJson() {}

  static JsonObject toJson(Figures figures) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("interactions", JsonValue.of(figures.interactions()));
    json.putAll(totals(figures).members());
    json.putAll(details(figures).members());
    return new JsonObject(json);
  }

  /** The sums and means of the original. */
  static JsonObject totals(Figures figures) {
    return new ObjectBuilder()
        .put("total_tokens", Long.valueOf(figures.tokens()))
        .put("total_time_ms", JsonValue.of(figures.time().totalMillis()))
        .put("avg_tokens_per_interaction", JsonValue.of(figures.averageTokens()))
        .put("avg_time_ms", JsonValue.of(figures.time().averageMillis()))
        .build();
  }

  static JsonObject details(Figures figures) {
    return new ObjectBuilder()
        .fixed()
        .put("failures", Long.valueOf(figures.failures()))
        .put("interactions_with_usage", Long.valueOf(figures.counted()))
        .put("usage", ResponseJson.usage(figures.usage()))
        .putMoney("cost", figures.cost())
        .put("unpriced", Long.valueOf(figures.unpriced()))
        .put("time_ms", times(figures.time()))
        .put("time_to_first_token_ms", times(figures.timeToFirstToken()))
        .build();
  }

  private static JsonObject times(Figures.Times times) {
    return new ObjectBuilder()
        .fixed()
        .put("count", Long.valueOf(times.count()))
        .put("p50", times.p50())
        .put("p90", times.p90())
        .put("p95", times.p95())
        .put("p99", times.p99())
        .put("max", times.max())
        .build();
  }
}
