// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.CalculatedCost;
import dev.steno.model.Generation;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Generation} as JSON. */
final class GenerationJson {
  private GenerationJson() {}

  static JsonObject toJson(Generation generation) {
    Integer attempts = generation.attempts();
    CalculatedCost calculated = generation.calculated();
    return new ObjectBuilder()
        .put("model", generation.model())
        .put("request_model", generation.requestModel())
        .put("response_model", generation.responseModel())
        .put("provider", generation.provider())
        .put("response_id", generation.responseId())
        .put("parameters", generation.parameters())
        .putList("finish_reasons", generation.finishReasons(), JsonValue::of)
        .put("streaming", generation.streaming())
        .put("time_to_first_token_ms", generation.timeToFirstToken())
        .put("usage", generation.usage() == null ? null : UsageJson.toJson(generation.usage()))
        .putMoney("cost", generation.effectiveCost())
        .put("cost_source", source(generation))
        .putMoney("provider_cost", generation.cost())
        .putMoney("calculated_cost", calculated == null ? null : calculated.amount())
        .put("price_table", calculated == null ? null : calculated.table())
        .put("attempts", attempts == null ? null : Long.valueOf(attempts))
        .build();
  }

  static Generation fromJson(Fields fields) {
    List<String> reasons = fields.list("finish_reasons", Fields::text);
    JsonValue usage = fields.value("usage");
    Long attempts = fields.integer("attempts");
    return Generation.builder()
        .requestModel(fields.text("request_model"))
        .responseModel(fields.text("response_model"))
        .provider(fields.text("provider"))
        .responseId(fields.text("response_id"))
        .parameters(fields.objectOrEmpty("parameters"))
        .finishReasons(reasons == null ? List.of() : reasons)
        .streaming(fields.bool("streaming"))
        .timeToFirstToken(fields.duration("time_to_first_token_ms"))
        .usage(usage == null ? null : UsageJson.fromJson(usage))
        .cost(reported(fields))
        .calculated(calculated(fields))
        .attempts(attempts == null ? null : attempts.intValue())
        .build();
  }

  private static @Nullable String source(Generation generation) {
    if (generation.cost() != null) {
      return "reported";
    }
    return generation.calculated() == null ? null : "calculated";
  }

  /** A document that does not tell the two apart has the reported cost alone. */
  private static @Nullable BigDecimal reported(Fields fields) {
    BigDecimal reported = fields.decimal("provider_cost");
    boolean alone = reported == null && fields.value("calculated_cost") == null;
    return alone ? fields.decimal("cost") : reported;
  }

  private static @Nullable CalculatedCost calculated(Fields fields) {
    BigDecimal amount = fields.decimal("calculated_cost");
    String table = fields.text("price_table");
    return amount == null || table == null ? null : new CalculatedCost(amount, table);
  }
}
