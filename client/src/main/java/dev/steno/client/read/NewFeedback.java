// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.model.Feedback.Source;
import dev.steno.model.Feedback.Tag;
import dev.steno.model.Feedback.Verdict;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Feedback that is to be given. Immutable.
 *
 * @param traceId the trace, which may not have arrived yet
 * @param spanId the span; null if the whole trace is meant
 * @param name what was judged, such as {@code relevance}; null if nothing in particular
 * @param verdict what is thought
 * @param source who thinks it
 * @param author the person or evaluator; null if unknown
 * @param idempotencyKey feedback of a key that was seen is not given again; null for none
 */
public record NewFeedback(
    TraceId traceId,
    @Nullable SpanId spanId,
    @Nullable String name,
    Verdict verdict,
    Source source,
    @Nullable String author,
    @Nullable String idempotencyKey) {

  /** A person's judgement of a trace in one word, with a comment or null. */
  public static NewFeedback of(TraceId trace, Tag tag, @Nullable String comment) {
    return of(trace, new Verdict(tag, null, null, null, comment));
  }

  /** A person's judgement of a trace. */
  public static NewFeedback of(TraceId trace, Verdict verdict) {
    return new NewFeedback(trace, null, null, verdict, Source.EXPLICIT, null, null);
  }

  /** The same on one span of the trace. */
  public NewFeedback on(SpanId span) {
    return new NewFeedback(traceId, span, name, verdict, source, author, idempotencyKey);
  }

  /** The same by somebody else. */
  public NewFeedback by(Source source, @Nullable String author) {
    return new NewFeedback(traceId, spanId, name, verdict, source, author, idempotencyKey);
  }

  /** The same, to be kept once however often it is given. */
  public NewFeedback once(String key) {
    return new NewFeedback(traceId, spanId, name, verdict, source, author, key);
  }

  JsonObject toJson() {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    put(json, "trace_id", traceId);
    put(json, "span_id", spanId);
    put(json, "name", name);
    put(json, "tag", verdict.tag());
    if (verdict.score() != null) {
      json.put("score", new JsonNumber(verdict.score().toString()));
    }
    put(json, "label", verdict.label());
    put(json, "outcome", verdict.outcome());
    put(json, "comment", verdict.comment());
    put(json, "source", source);
    put(json, "author", author);
    put(json, "idempotency_key", idempotencyKey);
    return new JsonObject(json);
  }

  private static void put(Map<String, JsonValue> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, JsonValue.of(value.toString()));
    }
  }
}
