// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.codec.StenoAttributes;
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
 * A {@code gen_ai.evaluation.result} event. Steno's client writes every feedback as one, with what
 * the conventions have no name for under {@value StenoAttributes#FEEDBACK}.
 *
 * @param attributes the event's
 * @param time when the evaluator judged
 */
record EvaluationResult(Map<String, JsonValue> attributes, Instant time) {
  private static final String PREFIX = "gen_ai.evaluation.";

  /** True if the feedback holds all that an attribute of this name says. */
  static boolean holds(String key) {
    return key.startsWith(StenoAttributes.FEEDBACK)
        || switch (key) {
          case "event.name",
              PREFIX + "name",
              PREFIX + "score.value",
              PREFIX + "score.label",
              PREFIX + "explanation" ->
              true;
          default -> false;
        };
  }

  /** The trace that the event names itself, since nothing else of it can; null if it does not. */
  @Nullable TraceId trace() {
    String hex = own("trace_id");
    try {
      return hex == null ? null : TraceId.of(hex);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The feedback, with an id and a key that are the same whenever the same event is delivered, as
   * log record or span event. Null if the event judges nothing.
   */
  @Nullable Feedback toFeedback(String project, TraceId trace, @Nullable SpanId span) {
    Feedback.Verdict verdict = verdict();
    if (verdict == null) {
      return null;
    }
    Feedback.Source source = constant(Feedback.Source.values(), own("source"));
    String name = text("name");
    boolean unnamed = source != null && StenoAttributes.UNNAMED_FEEDBACK.equals(name);
    String id = id(project, trace, span);
    String key = own("idempotency_key");
    return new Feedback(
        id,
        project,
        trace,
        span,
        unnamed ? null : name,
        verdict,
        source == null ? Feedback.Source.EVALUATOR : source,
        own("author"),
        key == null ? "otlp-" + id : key,
        time);
  }

  private Feedback.@Nullable Verdict verdict() {
    Feedback.Tag tag = constant(Feedback.Tag.values(), own("tag"));
    BigDecimal score = Scalars.decimal(attributes.get(PREFIX + "score.value"));
    String label = text("score.label");
    if (tag != null && tag.name().equals(label)) {
      // The conventions ask for a score or a label also where there is but a tag.
      label = null;
    }
    String outcome = own("outcome");
    String comment = text("explanation");
    boolean says =
        tag != null || score != null || label != null || outcome != null || comment != null;
    return says ? new Feedback.Verdict(tag, score, label, outcome, comment) : null;
  }

  private @Nullable String text(String name) {
    return Scalars.text(attributes.get(PREFIX + name));
  }

  private @Nullable String own(String name) {
    return Scalars.text(attributes.get(StenoAttributes.FEEDBACK + name));
  }

  private static <E extends Enum<E>> @Nullable E constant(E[] constants, @Nullable String name) {
    for (E constant : constants) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
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
