// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

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
        .put("cost", money(generation.cost()))
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
        .cost(fields.decimal("cost"))
        .attempts(attempts == null ? null : attempts.intValue())
        .build();
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
