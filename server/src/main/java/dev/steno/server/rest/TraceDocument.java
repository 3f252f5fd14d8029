// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import dev.steno.codec.FeedbackJson;
import dev.steno.codec.UsageJson;
import dev.steno.model.Cost;
import dev.steno.model.Feedback;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.SpanStatus;
import dev.steno.model.Usage;
import dev.steno.model.chain.Replay;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.assembly.Pricing;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trace whole, as the API writes it. Immutable. */
record TraceDocument(TraceRecord trace, boolean expanded, Instant now) {

  /** What is known of the trace as a whole. */
  JsonObject head() {
    Instant start = null;
    Instant end = null;
    boolean running = false;
    SpanStatus status = SpanStatus.UNSET;
    Usage usage = null;
    Cost cost = null;
    String conversation = null;
    for (Span span : trace.spans()) {
      status = status.and(span.statusAt(now));
      start = earlier(start, span.start());
      end = later(end, span.end());
      running |= span.statusAt(now) == SpanStatus.RUNNING;
      conversation = conversation == null ? span.grouping().conversation() : conversation;
    }
    for (Span span : Pricing.counted(trace.spans())) {
      if (span.generation() != null) {
        usage = plus(usage, span.generation().usage());
        cost = Cost.sum(cost, Cost.of(span.generation()));
      }
    }
    end = running ? null : end;
    return new Members()
        .put("trace_id", trace.traceId().hex())
        .put("project", trace.project())
        .put("status", status.wire())
        .put("start_time", start)
        .put("end_time", end)
        .put("duration_ms", start == null || end == null ? null : Duration.between(start, end))
        .put("usage", usage == null ? null : UsageJson.toJson(usage))
        .putCostAndSource(cost)
        .put("conversation_id", conversation)
        .putLabels(Labels.ofTrace(trace.spans().stream().map(Labels::of).toList()))
        .build();
  }

  /** The spans in order, each written when it is asked for. */
  Iterator<JsonObject> spans() {
    SpanDocument document =
        new SpanDocument(
            now,
            span -> trace.commits().get(span.spanId()),
            expanded ? new Replay(trace.commits().values()) : null,
            trace.messages());
    return trace.spans().stream().map(document::write).iterator();
  }

  Iterator<JsonObject> feedback() {
    List<Feedback> feedback = trace.feedback();
    return feedback.stream().map(FeedbackJson::toJson).iterator();
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private static @Nullable Usage plus(@Nullable Usage one, @Nullable Usage other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.plus(other);
  }
}
