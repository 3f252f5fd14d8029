// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A log record as OTLP writes it, whatever the encoding. Texts that were not written are "",
 * numbers 0. For one thread.
 */
public final class WireLog {
  @Nullable TraceId traceId;
  @Nullable SpanId spanId;
  long time;
  long observed;
  int severity;
  String severityText = "";
  String eventName = "";
  @Nullable JsonValue body;
  final Attributes attributes = new Attributes();

  WireLog() {}

  /** The trace; null if the record belongs to none. */
  public @Nullable TraceId traceId() {
    return traceId;
  }

  /** The span; null if the record belongs to none. */
  public @Nullable SpanId spanId() {
    return spanId;
  }

  /** Nanoseconds since 1970 when it happened. */
  public long time() {
    return time;
  }

  /** Nanoseconds since 1970 when it was noticed. */
  public long observed() {
    return observed;
  }

  /** 1 to 24 unless the client errs. */
  public int severity() {
    return severity;
  }

  /** The severity in the source's words. */
  public String severityText() {
    return severityText;
  }

  /** The name of the event that the record is. */
  public String eventName() {
    return eventName;
  }

  /** What it says; null if nothing. */
  public @Nullable JsonValue body() {
    return body;
  }

  /** Live, to be taken from. */
  public Attributes attributes() {
    return attributes;
  }
}
