// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanLink;
import dev.steno.model.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A span as OTLP writes it, whatever the encoding. Texts that were not written are "", numbers 0.
 * For one thread.
 */
public final class WireSpan {
  /** Of events and links each; more are counted as dropped. */
  static final int LIMIT = 1024;

  @Nullable TraceId traceId;
  @Nullable SpanId spanId;
  @Nullable SpanId parentId;
  String traceState = "";
  String name = "";
  int kind;
  long start;
  long end;
  int status;
  String statusMessage = "";
  final Attributes attributes;
  long droppedEvents;
  long droppedLinks;
  private final List<SpanEvent> events = new ArrayList<>();
  private final List<SpanLink> links = new ArrayList<>();

  WireSpan() {
    this(new Attributes());
  }

  private WireSpan(Attributes attributes) {
    this.attributes = attributes;
  }

  /** A span of which a log record tells that it has begun. */
  public static WireSpan begun(
      WireLog log, @Nullable SpanId parent, @Nullable String name, int kind) {
    WireSpan span = new WireSpan(log.attributes);
    span.traceId = log.traceId;
    span.spanId = log.spanId;
    span.parentId = parent;
    span.name = name == null ? "" : name;
    span.kind = kind;
    span.start = log.time != 0 ? log.time : log.observed;
    return span;
  }

  void addEvent(long nanos, String eventName, Attributes eventAttributes) {
    attributes.addDropped(eventAttributes.dropped());
    if (events.size() < LIMIT) {
      events.add(new SpanEvent(eventName, Nanos.orEpoch(nanos), eventAttributes.toJson()));
    } else {
      droppedEvents++;
    }
  }

  /** A link without valid ids leads nowhere; it is counted as dropped. */
  void addLink(@Nullable TraceId trace, @Nullable SpanId span, Attributes linkAttributes) {
    attributes.addDropped(linkAttributes.dropped());
    if (trace != null && span != null && links.size() < LIMIT) {
      links.add(new SpanLink(trace, span, linkAttributes.toJson()));
    } else {
      droppedLinks++;
    }
  }

  WireSpan checked() throws Rejection {
    Ids.required(traceId, spanId);
    return this;
  }

  /** The trace. */
  public TraceId traceId() {
    return Objects.requireNonNull(traceId, "traceId");
  }

  /** The span. */
  public SpanId spanId() {
    return Objects.requireNonNull(spanId, "spanId");
  }

  /** The parent; null for a root. */
  public @Nullable SpanId parentId() {
    return parentId;
  }

  /** W3C's {@code tracestate}. */
  public String traceState() {
    return traceState;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The constant's number in OTLP, 0 to 5 unless the client errs. */
  public int kind() {
    return kind;
  }

  /** Nanoseconds since 1970; negative beyond April 2262. */
  public long start() {
    return start;
  }

  /** Nanoseconds since 1970; negative beyond April 2262. */
  public long end() {
    return end;
  }

  /** The constant's number in OTLP: 1 OK, 2 ERROR. */
  public int status() {
    return status;
  }

  /** What went wrong. */
  public String statusMessage() {
    return statusMessage;
  }

  /** Live, to be taken from. */
  public Attributes attributes() {
    return attributes;
  }

  /** In the order they came; those without a time happen at the epoch. */
  public List<SpanEvent> events() {
    return events;
  }

  /** In the order they came. */
  public List<SpanLink> links() {
    return links;
  }

  /** Events left out by the source and here. */
  public long droppedEvents() {
    return droppedEvents;
  }

  /** Links left out by the source and here. */
  public long droppedLinks() {
    return droppedLinks;
  }
}
