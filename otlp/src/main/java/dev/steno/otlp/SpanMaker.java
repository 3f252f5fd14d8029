// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.codec.StenoAttributes;
import dev.steno.model.Dropped;
import dev.steno.model.Feedback;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.otlp.dialect.Dialects;
import dev.steno.otlp.dialect.Draft;
import dev.steno.otlp.dialect.KnownMessages;
import dev.steno.otlp.dialect.Scalars;
import dev.steno.otlp.wire.Attributes;
import dev.steno.otlp.wire.Budget;
import dev.steno.otlp.wire.Nanos;
import dev.steno.otlp.wire.ResourceBatch;
import dev.steno.otlp.wire.WireLog;
import dev.steno.otlp.wire.WireSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the spans of one resource into parts of the record. For one thread. */
final class SpanMaker {
  private static final String[] KINDS = {
    "UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"
  };

  private final String project;
  private final Instant arrival;
  private final Map<String, JsonValue> resource;
  private final JsonObject resourceJson;
  private final Budget budget;
  private final KnownMessages known;
  private Origin origin = Origin.UNKNOWN;
  private Map<String, JsonValue> scopeAttributes = Map.of();

  SpanMaker(
      String project, Instant arrival, Attributes resource, Budget budget, KnownMessages known) {
    this.project = project;
    this.arrival = arrival;
    this.resource = resource.values();
    this.resourceJson = resource.toJson();
    this.budget = budget;
    this.known = known;
  }

  /** What is made from now on was made by this scope. */
  void enter(ResourceBatch.Scope<?> scope) {
    origin = new Origin(resourceJson, textOrNull(scope.name()), textOrNull(scope.version()));
    scopeAttributes = scope.attributes().values();
  }

  /** The part of a span that begins ({@code START}) or has ended ({@code SPAN}). */
  SpanPart part(SpanPart.Kind kind, WireSpan wire) {
    SpanPart recorded = RecordedSpan.of(project, wire, arrival);
    if (recorded != null) {
      return recorded;
    }
    putForeign(wire);
    Draft draft =
        new Draft(wire.attributes().values(), timed(wire), budget, known).type(SpanType.SPAN);
    Dialects.apply(draft);
    Span.Builder span =
        Span.builder(project, wire.traceId(), wire.spanId())
            .parentId(wire.parentId())
            .name(wire.name())
            .kind(wire.kind() <= 0 || wire.kind() >= KINDS.length ? null : KINDS[wire.kind()])
            .start(Nanos.instant(wire.start()))
            .end(Nanos.instant(wire.end()))
            .links(wire.links());
    if (kind == SpanPart.Kind.SPAN) {
      putStatus(span, wire, draft);
    }
    if (wire.start() < 0 || wire.end() < 0) {
      draft.flag("clock");
    }
    Dropped dropped =
        new Dropped(wire.attributes().dropped(), wire.droppedEvents(), wire.droppedLinks(), 0);
    return finish(kind, 0, span.origin(origin).dropped(dropped), draft);
  }

  /** The part that a log record adds to its span: attributes of the span, or events, or both. */
  SpanPart content(
      long sequence, WireLog log, Map<String, JsonValue> attributes, List<SpanEvent> events) {
    Draft draft = new Draft(attributes, events, budget, known);
    Dialects.apply(draft);
    Span.Builder span =
        Span.builder(
                project,
                Objects.requireNonNull(log.traceId()),
                Objects.requireNonNull(log.spanId()))
            .origin(new Origin(resourceJson, null, null))
            .dropped(new Dropped(log.attributes().dropped(), 0, 0, 0));
    return finish(SpanPart.Kind.CONTENT, sequence, span, draft);
  }

  /** The judgements among a span's events. */
  List<Feedback> feedback(SpanPart part) {
    List<Feedback> found = new ArrayList<>();
    for (SpanEvent event : part.span().events()) {
      if (event.name().equals(StenoAttributes.EVALUATION)) {
        Span span = part.span();
        Feedback feedback =
            new EvaluationResult(event.attributes().members(), event.time())
                .toFeedback(project, span.traceId(), span.spanId());
        if (feedback != null) {
          found.add(feedback);
        }
      }
    }
    return found;
  }

  String project() {
    return project;
  }

  /** The number of a kind by its name; 0 if there is none of that name. */
  static int kind(@Nullable String name) {
    for (int kind = 1; kind < KINDS.length; kind++) {
      if (KINDS[kind].equalsIgnoreCase(name)) {
        return kind;
      }
    }
    return 0;
  }

  /** What the record has no field for becomes attributes, in names that others gave it. */
  private void putForeign(WireSpan wire) {
    if (!wire.traceState().isEmpty()) {
      wire.attributes().put("w3c.tracestate", JsonValue.of(wire.traceState()));
    }
    scopeAttributes.forEach((key, value) -> wire.attributes().put("otel.scope." + key, value));
  }

  private SpanPart finish(SpanPart.Kind kind, long sequence, Span.Builder span, Draft draft) {
    draft.putTo(span.grouping(grouping(draft.attributes())));
    return new SpanPart(kind, sequence, arrival, span.build(), draft.exchange());
  }

  private static void putStatus(Span.Builder span, WireSpan wire, Draft draft) {
    SpanStatus status =
        switch (wire.status()) {
          case 1 -> SpanStatus.OK;
          case 2 -> SpanStatus.ERROR;
          default -> SpanStatus.UNSET;
        };
    String errorType = draft.text("error.type");
    String message = textOrNull(wire.statusMessage());
    if (status == SpanStatus.ERROR) {
      errorType = errorType != null ? errorType : ofException(wire, "exception.type");
      message = message != null ? message : ofException(wire, "exception.message");
    }
    span.status(status).statusMessage(message).errorType(errorType);
  }

  private static @Nullable String ofException(WireSpan wire, String key) {
    String found = null;
    for (SpanEvent event : wire.events()) {
      String text = Scalars.text(event.attributes().get(key));
      found = text != null ? text : found;
    }
    return found;
  }

  /** Events without a time of their own happened, as far as is known, when the span began. */
  private List<SpanEvent> timed(WireSpan wire) {
    Instant start = Nanos.instant(wire.start());
    Instant fallback = start == null ? arrival : start;
    return wire.events().stream()
        .map(
            event ->
                event.time().equals(Instant.EPOCH)
                    ? new SpanEvent(event.name(), fallback, event.attributes())
                    : event)
        .toList();
  }

  private Grouping grouping(Map<String, JsonValue> span) {
    return new Grouping(
        Scalars.text(span.get("gen_ai.conversation.id")),
        first(span, "session.id"),
        first(span, "user.id", "enduser.id"),
        first(span, "steno.channel"),
        first(span, "deployment.environment.name", "deployment.environment"));
  }

  private @Nullable String first(Map<String, JsonValue> span, String... keys) {
    for (String key : keys) {
      String text = Scalars.text(span.get(key));
      if (text != null) {
        return text;
      }
    }
    for (String key : keys) {
      String text = Scalars.text(resource.get(key));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
