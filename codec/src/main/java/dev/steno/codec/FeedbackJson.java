// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.Feedback;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Instant;

/** {@link Feedback} as JSON. Stateless. */
public final class FeedbackJson {

  private FeedbackJson() {}

  /** All fields but the project, flat and in snake case; unknown ones are absent. */
  public static JsonObject toJson(Feedback feedback) {
    Feedback.Verdict verdict = feedback.verdict();
    return new ObjectBuilder()
        .put("id", feedback.id())
        .putText("trace_id", feedback.traceId())
        .putText("span_id", feedback.spanId())
        .put("name", feedback.name())
        .putText("tag", verdict.tag())
        .put("score", verdict.score())
        .put("label", verdict.label())
        .put("outcome", verdict.outcome())
        .put("comment", verdict.comment())
        .putText("source", feedback.source())
        .put("author", feedback.author())
        .put("idempotency_key", feedback.idempotencyKey())
        .put("time", feedback.time())
        .build();
  }

  /**
   * The feedback that {@link #toJson} wrote.
   *
   * @throws CodecException SHAPE if a required field is absent or one is malformed
   */
  public static Feedback fromJson(String project, JsonValue json) {
    Fields fields = Fields.of(json, "feedback");
    TraceId trace = fields.read("trace_id", TraceId::of);
    Feedback.Source source = fields.constant("source", Feedback.Source.class);
    Instant time = fields.time("time");
    if (trace == null || source == null || time == null) {
      throw CodecException.shape(
          "feedback: trace_id "
              + trace
              + ", source "
              + source
              + ", time "
              + time
              + " (expected: all three)");
    }
    return new Feedback(
        fields.required("id"),
        project,
        trace,
        fields.read("span_id", SpanId::of),
        fields.text("name"),
        verdict(fields),
        source,
        fields.text("author"),
        fields.text("idempotency_key"),
        time);
  }

  private static Feedback.Verdict verdict(Fields fields) {
    try {
      return new Feedback.Verdict(
          fields.constant("tag", Feedback.Tag.class),
          fields.decimal("score"),
          fields.text("label"),
          fields.text("outcome"),
          fields.text("comment"));
    } catch (IllegalArgumentException e) {
      throw CodecException.shape(String.valueOf(e.getMessage()));
    }
  }
}
