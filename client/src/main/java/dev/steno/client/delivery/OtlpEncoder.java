// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spans and log records as the messages of OTLP ({@code trace.proto}, {@code logs.proto}, {@code
 * common.proto}, whose field numbers stand here). For one thread.
 */
final class OtlpEncoder {
  /** What a span, event, link or log record takes in memory beside its texts, about. */
  static final int OVERHEAD = 512;

  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;
  private final ProtoBuffer out = new ProtoBuffer(4096);
  private final OtlpValues values = new OtlpValues(out);

  /** A message {@code Span}. */
  byte[] span(SpanData span) {
    SpanContext context = span.getSpanContext();
    out.bytes(1, context.getTraceIdBytes());
    out.bytes(2, context.getSpanIdBytes());
    traceState(3, context.getTraceState());
    SpanContext parent = span.getParentSpanContext();
    if (parent.isValid()) {
      out.bytes(4, parent.getSpanIdBytes());
    }
    out.string(5, span.getName());
    out.number(6, kind(span.getKind()));
    out.fixed64(7, span.getStartEpochNanos());
    out.fixed64(8, span.getEndEpochNanos());
    values.attributes(9, span.getAttributes());
    dropped(10, span.getTotalAttributeCount(), span.getAttributes().size());
    span.getEvents().forEach(this::event);
    dropped(12, span.getTotalRecordedEvents(), span.getEvents().size());
    span.getLinks().forEach(this::link);
    dropped(14, span.getTotalRecordedLinks(), span.getLinks().size());
    status(span.getStatus());
    out.fixed32(16, flags(context, parent));
    return out.take();
  }

  /** A message {@code LogRecord}. */
  byte[] log(LogRecordData log) {
    out.fixed64(1, log.getTimestampEpochNanos());
    out.number(2, log.getSeverity().getSeverityNumber());
    text(3, log.getSeverityText());
    Value<?> body = log.getBodyValue();
    if (body != null) {
      values.value(5, body);
    }
    values.attributes(6, log.getAttributes());
    dropped(7, log.getTotalAttributeCount(), log.getAttributes().size());
    SpanContext context = log.getSpanContext();
    if (context.isValid()) {
      out.fixed32(8, context.getTraceFlags().asByte() & 0xFF);
      out.bytes(9, context.getTraceIdBytes());
      out.bytes(10, context.getSpanIdBytes());
    }
    out.fixed64(11, log.getObservedTimestampEpochNanos());
    text(12, log.getEventName());
    return out.take();
  }

  /** What a {@code ResourceSpans} or {@code ResourceLogs} says beside its children. */
  byte[] resource(Resource resource) {
    int message = out.begin(1);
    values.attributes(1, resource.getAttributes());
    out.end(message);
    text(3, resource.getSchemaUrl());
    return out.take();
  }

  /** What a {@code ScopeSpans} or {@code ScopeLogs} says beside its children. */
  byte[] scope(InstrumentationScopeInfo scope) {
    int message = out.begin(1);
    text(1, scope.getName());
    text(2, scope.getVersion());
    values.attributes(3, scope.getAttributes());
    out.end(message);
    text(3, scope.getSchemaUrl());
    return out.take();
  }

  /** Forgets what an encoding that failed has left behind. */
  void reset() {
    out.take();
  }

  /** About how many bytes the attributes will take; what costs little to know. */
  static int estimate(Attributes attributes) {
    int[] size = {attributes.size() * 16};
    attributes.forEach((key, value) -> size[0] += key.getKey().length() + length(key, value));
    return size[0];
  }

  private static int length(AttributeKey<?> key, Object value) {
    return switch (key.getType()) {
      case STRING -> ((String) value).length();
      case STRING_ARRAY -> ((List<?>) value).stream().mapToInt(e -> e.toString().length()).sum();
      case BOOLEAN_ARRAY, LONG_ARRAY, DOUBLE_ARRAY -> 8 * ((List<?>) value).size();
      case VALUE -> ((Value<?>) value).asString().length();
      case BOOLEAN, LONG, DOUBLE -> 0;
    };
  }

  private void event(EventData event) {
    int message = out.begin(11);
    out.fixed64(1, event.getEpochNanos());
    out.string(2, event.getName());
    values.attributes(3, event.getAttributes());
    dropped(4, event.getTotalAttributeCount(), event.getAttributes().size());
    out.end(message);
  }

  private void link(LinkData link) {
    SpanContext context = link.getSpanContext();
    int message = out.begin(13);
    out.bytes(1, context.getTraceIdBytes());
    out.bytes(2, context.getSpanIdBytes());
    traceState(3, context.getTraceState());
    values.attributes(4, link.getAttributes());
    dropped(5, link.getTotalAttributeCount(), link.getAttributes().size());
    out.fixed32(6, flags(context, context));
    out.end(message);
  }

  private void status(StatusData status) {
    if (status.getStatusCode() == StatusCode.UNSET) {
      return;
    }
    int message = out.begin(15);
    text(2, status.getDescription());
    out.number(3, status.getStatusCode() == StatusCode.OK ? 1 : 2);
    out.end(message);
  }

  private static int flags(SpanContext context, SpanContext remote) {
    int flags = context.getTraceFlags().asByte() & 0xFF | HAS_IS_REMOTE;
    return remote.isRemote() ? flags | IS_REMOTE : flags;
  }

  private static int kind(SpanKind kind) {
    return switch (kind) {
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
    };
  }

  /** {@code key=value} pairs, as the header of W3C's trace context has them. */
  private void traceState(int field, TraceState state) {
    if (!state.isEmpty()) {
      StringBuilder pairs = new StringBuilder();
      state.forEach((key, value) -> pairs.append(',').append(key).append('=').append(value));
      out.string(field, pairs.substring(1));
    }
  }

  private void dropped(int field, int total, int kept) {
    if (total > kept) {
      out.number(field, total - kept);
    }
  }

  private void text(int field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      out.string(field, text);
    }
  }
}
