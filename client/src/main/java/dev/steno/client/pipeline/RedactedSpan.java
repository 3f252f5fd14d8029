// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.client.delivery.Delivery.Sized;
import dev.steno.client.pipeline.Redacted.Scope;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span as it leaves. Its texts are looked into once, when the first of them is read; its ids,
 * times and size are known before. Thread-safe.
 */
final class RedactedSpan extends DelegatingSpanData implements Sized {
  private final SpanData raw;
  private final Redacted stage;
  private @Nullable Kept kept;

  private record Kept(
      String name,
      SpanContext context,
      StatusData status,
      Attributes attributes,
      List<EventData> events,
      List<LinkData> links) {}

  RedactedSpan(SpanData raw, Redacted stage) {
    super(raw);
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
    Screened screened = new Screened(texts, stage.screening.content());
    String name = texts.text("name", raw.getName());
    SpanContext context = context(raw.getSpanContext(), texts);
    StatusData status = status(texts);
    Attributes attributes = screened.attributes(raw.getAttributes());
    List<EventData> events =
        raw.getEvents().stream().map(event -> event(event, texts, screened)).toList();
    List<LinkData> links =
        raw.getLinks().stream().map(link -> link(link, texts, screened)).toList();
    return new Kept(name, context, status, stage.marked(attributes, texts, scope()), events, links);
  }

  private StatusData status(Texts texts) {
    StatusData status = raw.getStatus();
    String description = status.getDescription();
    if (description.isEmpty()) {
      return status;
    }
    String rest = stage.screening.content() ? texts.text("status", description) : "";
    return StatusData.create(status.getStatusCode(), rest);
  }

  private static EventData event(EventData event, Texts texts, Screened screened) {
    return EventData.create(
        event.getEpochNanos(),
        texts.text("name", event.getName()),
        screened.attributes(event.getAttributes()),
        event.getTotalAttributeCount());
  }

  private static LinkData link(LinkData link, Texts texts, Screened screened) {
    return LinkData.create(
        context(link.getSpanContext(), texts),
        screened.attributes(link.getAttributes()),
        link.getTotalAttributeCount());
  }

  /** Other systems read the trace state by its words, so it goes whole if it has to change. */
  private static SpanContext context(SpanContext context, Texts texts) {
    boolean stays =
        context.getTraceState().asMap().values().stream()
            .allMatch(value -> texts.text("w3c.tracestate", value).equals(value));
    return stays
        ? context
        : SpanContext.create(
            context.getTraceId(),
            context.getSpanId(),
            context.getTraceFlags(),
            TraceState.getDefault());
  }

  private Scope scope() {
    return stage.scope(raw.getInstrumentationScopeInfo());
  }

  @Override
  public String getName() {
    return kept().name;
  }

  @Override
  public SpanContext getSpanContext() {
    SpanContext context = raw.getSpanContext();
    return context.getTraceState().isEmpty() ? context : kept().context;
  }

  /** Sampling asks every span for it, and most have nothing that could be redacted. */
  @Override
  public StatusData getStatus() {
    StatusData status = raw.getStatus();
    return status.getDescription().isEmpty() ? status : kept().status;
  }

  @Override
  public Attributes getAttributes() {
    return kept().attributes;
  }

  /** What was left out on purpose, or added, is none of what was left out for want of room. */
  @Override
  public int getTotalAttributeCount() {
    int lost = raw.getTotalAttributeCount() - raw.getAttributes().size();
    return kept().attributes.size() + lost;
  }

  @Override
  public List<EventData> getEvents() {
    return kept().events;
  }

  @Override
  public List<LinkData> getLinks() {
    return kept().links;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope().info();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** Tells nothing of what was said. */
  @Override
  public String toString() {
    return "RedactedSpan{" + getTraceId() + " " + getSpanId() + "}";
  }
}
