// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.client.delivery.Delivery.Sized;
import dev.steno.client.pipeline.Redacted.Scope;
import dev.steno.codec.StenoAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A log record as it leaves. Its texts are looked into once, when one is read. Thread-safe. */
final class RedactedLog implements LogRecordData, Sized {
  private static final Set<String> OWN_EVENTS =
      Set.of(StenoAttributes.START, StenoAttributes.EVALUATION);

  private final LogRecordData raw;
  private final Redacted stage;
  private @Nullable Kept kept;

  private record Kept(
      @Nullable String event,
      @Nullable String severity,
      @Nullable Value<?> body,
      Attributes attributes) {}

  RedactedLog(LogRecordData raw, Redacted stage) {
    this.raw = raw;
    this.stage = stage;
  }

  @Override
  public int size() {
    return Sized.of(raw);
  }

  private synchronized Kept kept() {
    if (kept == null) {
      kept = screened();
    }
    return kept;
  }

  private Kept screened() {
    Texts texts = stage.texts(raw.getSpanContext());
    boolean content = stage.screening.content();
    Screened screened = new Screened(texts, content);
    String event = raw.getEventName();
    String severity = raw.getSeverityText();
    Value<?> body = raw.getBodyValue();
    event = event == null || OWN_EVENTS.contains(event) ? event : texts.text("event.name", event);
    severity = severity == null ? null : texts.text("severity", severity);
    body = body == null || !content ? null : screened.value("body", body);
    return new Kept(event, severity, body, marked(screened.attributes(raw.getAttributes()), texts));
  }

  /** Feedback has no place for counts, and would be kept as an event because of them. */
  private Attributes marked(Attributes attributes, Texts texts) {
    if (!StenoAttributes.EVALUATION.equals(raw.getEventName())) {
      return stage.marked(attributes, texts, scope());
    }
    stage.found(texts);
    return attributes;
  }

  private Scope scope() {
    return stage.scope(raw.getInstrumentationScopeInfo());
  }

  @Override
  public Resource getResource() {
    return raw.getResource();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope().info();
  }

  @Override
  public long getTimestampEpochNanos() {
    return raw.getTimestampEpochNanos();
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return raw.getObservedTimestampEpochNanos();
  }

  @Override
  public SpanContext getSpanContext() {
    return raw.getSpanContext();
  }

  @Override
  public Severity getSeverity() {
    return raw.getSeverity();
  }

  @Override
  public @Nullable String getSeverityText() {
    return kept().severity;
  }

  /** The older form of the body, which holds text alone. */
  @Override
  @Deprecated
  @SuppressWarnings("deprecation")
  public io.opentelemetry.sdk.logs.data.Body getBody() {
    Value<?> body = kept().body;
    return body == null
        ? io.opentelemetry.sdk.logs.data.Body.empty()
        : io.opentelemetry.sdk.logs.data.Body.string(body.asString());
  }

  @Override
  public @Nullable Value<?> getBodyValue() {
    return kept().body;
  }

  @Override
  public Attributes getAttributes() {
    return kept().attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    int lost = raw.getTotalAttributeCount() - raw.getAttributes().size();
    return kept().attributes.size() + lost;
  }

  @Override
  public @Nullable String getEventName() {
    return kept().event;
  }
}
