// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.codec.StenoAttributes;
import dev.steno.model.Feedback;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.otlp.dialect.Draft;
import dev.steno.otlp.dialect.Scalars;
import dev.steno.otlp.wire.Ids;
import dev.steno.otlp.wire.Nanos;
import dev.steno.otlp.wire.Rejection;
import dev.steno.otlp.wire.WireLog;
import dev.steno.otlp.wire.WireSpan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the log records of one resource into parts of their spans and feedback. */
final class LogMaker {
  private static final String EVENT_NAME = "event.name";

  private final SpanMaker spans;
  private final Instant arrival;
  private final Outcome outcome;

  LogMaker(SpanMaker spans, Instant arrival, Outcome outcome) {
    this.spans = spans;
    this.arrival = arrival;
    this.outcome = outcome;
  }

  void accept(WireLog log) throws Rejection {
    String name = log.eventName();
    if (name.isEmpty()) {
      String attribute = Scalars.text(log.attributes().values().get(EVENT_NAME));
      name = attribute == null ? "" : attribute;
    }
    if (name.equals(StenoAttributes.EVALUATION) && judge(log)) {
      return;
    }
    if (log.traceId() == null || log.spanId() == null) {
      throw new Rejection(
          "log record: without the ids of a trace and a span (expected: a record made within a"
              + " span)");
    }
    switch (name) {
      case StenoAttributes.START -> outcome.parts.add(start(log));
      case Draft.DETAILS -> outcome.parts.add(details(log, sequence(log, name)));
      default -> outcome.parts.add(event(log, name, sequence(log, name)));
    }
  }

  /** True if the record is feedback and nothing more. */
  private boolean judge(WireLog log) {
    Map<String, JsonValue> attributes = log.attributes().values();
    EvaluationResult result = new EvaluationResult(attributes, time(log));
    TraceId trace = log.traceId() == null ? result.trace() : log.traceId();
    if (trace == null) {
      return false;
    }
    Feedback feedback = result.toFeedback(spans.project(), trace, log.spanId());
    if (feedback == null) {
      return false;
    }
    outcome.feedback.add(feedback);
    boolean whole = attributes.keySet().stream().allMatch(EvaluationResult::holds);
    return log.spanId() == null || (whole && log.body() == null);
  }

  private SpanPart start(WireLog log) throws Rejection {
    Map<String, JsonValue> attributes = log.attributes().values();
    attributes.remove(EVENT_NAME);
    String name = Scalars.text(attributes.remove(StenoAttributes.START_NAME));
    String kind = Scalars.text(attributes.remove(StenoAttributes.START_KIND));
    String parent = Scalars.text(attributes.remove(StenoAttributes.START_PARENT));
    SpanId parentId = parent == null ? null : Ids.parent(StenoAttributes.START_PARENT, parent);
    WireSpan span = WireSpan.begun(log, parentId, name, SpanMaker.kind(kind));
    return spans.part(SpanPart.Kind.START, span);
  }

  private SpanPart details(WireLog log, long sequence) {
    Map<String, JsonValue> attributes = log.attributes().values();
    attributes.remove(EVENT_NAME);
    if (log.body() instanceof JsonObject body) {
      // Some emitters put the event's attributes into the body.
      body.members()
          .forEach(
              (key, value) -> {
                if (!attributes.containsKey(key)) {
                  log.attributes().put(key, value);
                }
              });
    } else if (log.body() != null) {
      attributes.putIfAbsent("body", log.body());
    }
    return spans.content(sequence, log, attributes, List.of());
  }

  private SpanPart event(WireLog log, String name, long sequence) {
    Map<String, JsonValue> attributes = new LinkedHashMap<>(log.attributes().values());
    if (log.body() != null) {
      attributes.put(attributes.containsKey("body") ? "log.body" : "body", log.body());
    }
    if (log.severity() != 0) {
      attributes.putIfAbsent("severity_number", JsonValue.of(log.severity()));
    }
    if (!log.severityText().isEmpty()) {
      attributes.putIfAbsent("severity_text", JsonValue.of(log.severityText()));
    }
    Map<String, JsonValue> marks = marks(attributes);
    String shown = name.isEmpty() ? "log" : name;
    SpanEvent event = new SpanEvent(shown, time(log), new JsonObject(attributes));
    return spans.content(sequence, log, marks, List.of(event));
  }

  /**
   * What Steno's client noticed, taken out of the attributes: it is the span's, not the event's.
   */
  private static Map<String, JsonValue> marks(Map<String, JsonValue> attributes) {
    Map<String, JsonValue> marks = new LinkedHashMap<>();
    attributes.forEach(
        (key, value) -> {
          if (key.equals(StenoAttributes.FLAGS) || key.startsWith(StenoAttributes.REDACTED)) {
            marks.put(key, value);
          }
        });
    attributes.keySet().removeAll(marks.keySet());
    return marks;
  }

  private Instant time(WireLog log) {
    Instant time = Nanos.instant(log.time());
    time = time != null ? time : Nanos.instant(log.observed());
    return time != null ? time : arrival;
  }

  /** The same whenever the same record is delivered, however often and in whatever encoding. */
  private static long sequence(WireLog log, String name) {
    Map<String, JsonValue> content = new LinkedHashMap<>();
    content.put("name", JsonValue.of(name));
    content.put("time", JsonValue.of(log.time()));
    content.put("severity", JsonValue.of(log.severity()));
    content.put("body", orNull(log.body()));
    content.put("attributes", log.attributes().toJson());
    return Hash.sha256(CanonicalJson.bytes(new JsonObject(content))).high();
  }

  private static JsonValue orNull(@Nullable JsonValue value) {
    return value == null ? JsonValue.NULL : value;
  }
}
