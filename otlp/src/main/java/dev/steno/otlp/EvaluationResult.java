// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.model.Feedback;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.otlp.dialect.Scalars;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code gen_ai.evaluation.result} event.
 *
 * @param attributes the event's
 * @param time when the evaluator judged
 */
record EvaluationResult(Map<String, JsonValue> attributes, Instant time) {
  static final String EVENT = "gen_ai.evaluation.result";

  /**
   * The feedback, with an id and a key that are the same whenever the same event is delivered, as
   * log record or span event. Null if the event judges nothing.
   */
  @Nullable Feedback toFeedback(String project, TraceId trace, @Nullable SpanId span) {
    BigDecimal score = Scalars.decimal(attributes.get("gen_ai.evaluation.score.value"));
    String label = Scalars.text(attributes.get("gen_ai.evaluation.score.label"));
    String comment = Scalars.text(attributes.get("gen_ai.evaluation.explanation"));
    if (score == null && label == null && comment == null) {
      return null;
    }
    String id = id(project, trace, span);
    return new Feedback(
        id,
        project,
        trace,
        span,
        Scalars.text(attributes.get("gen_ai.evaluation.name")),
        new Feedback.Verdict(null, score, label, null, comment),
        Feedback.Source.EVALUATOR,
        null,
        "otlp-" + id,
        time);
  }

  private String id(String project, TraceId trace, @Nullable SpanId span) {
    Map<String, JsonValue> content = new LinkedHashMap<>(attributes);
    content.remove("event.name");
    Map<String, JsonValue> key = new LinkedHashMap<>();
    key.put("project", JsonValue.of(project));
    key.put("trace", JsonValue.of(trace.hex()));
    key.put("span", span == null ? JsonValue.NULL : JsonValue.of(span.hex()));
    key.put("time", JsonValue.of(time.toString()));
    key.put("attributes", new JsonObject(content));
    return Hash.sha256(CanonicalJson.bytes(new JsonObject(key))).hex();
  }
}
