// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.CalculatedCost;
import dev.steno.model.Generation;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Generation} as JSON. */
final class GenerationJson {
  private static final int PLAIN_DIGITS = 40;
  private static final BigDecimal LONGEST_MS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);

  private GenerationJson() {}

  static JsonObject toJson(Generation generation) {
    Integer attempts = generation.attempts();
    Duration first = generation.timeToFirstToken();
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
        .put("time_to_first_token_ms", first == null ? null : milliseconds(first))
        .put("usage", generation.usage() == null ? null : UsageJson.toJson(generation.usage()))
        .put("cost", money(generation.effectiveCost()))
        .put("cost_source", source(generation))
        .put("provider_cost", money(generation.cost()))
        .put("calculated_cost", calculated == null ? null : money(calculated.amount()))
        .put("price_table", calculated == null ? null : calculated.table())
        .put("attempts", attempts == null ? null : Long.valueOf(attempts))
        .build();
  }

  static Generation fromJson(Fields fields) {
    List<String> reasons = fields.list("finish_reasons", Fields::text);
    BigDecimal first = fields.decimal("time_to_first_token_ms");
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
        .timeToFirstToken(first == null ? null : duration(first))
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

  /** A decimal with as many digits as the nanoseconds need, so that none is lost. */
  private static JsonNumber milliseconds(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds());
    BigDecimal nanos = BigDecimal.valueOf(duration.getNano(), 9);
    BigDecimal milliseconds = seconds.add(nanos).movePointRight(3).stripTrailingZeros();
    return new JsonNumber(milliseconds.toPlainString());
  }

  private static Duration duration(BigDecimal milliseconds) {
    if (milliseconds.abs().compareTo(LONGEST_MS) > 0) {
      throw CodecException.shape(
          "time_to_first_token_ms: " + milliseconds + " (expected: less than 292 years)");
    }
    return Duration.ofNanos(
        milliseconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValue());
  }

  /** Without exponent, unless it is so small or large that it would be a page of zeros. */
  private static @Nullable String money(@Nullable BigDecimal cost) {
    if (cost == null) {
      return null;
    }
    return cost.scale() >= 0 && cost.scale() <= PLAIN_DIGITS
        ? cost.toPlainString()
        : cost.toString();
  }
}
