// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Redacts spans and log records, a span when it is first read. The delivery over OTLP estimates its
 * size first, so that is on the thread that ended it. Thread-safe.
 */
final class Redacted {
  private static final String FAILED = "[not shown: redaction failed]";

  private final Redaction redaction;
  private final AtomicLong failures;

  Redacted(Redaction redaction, AtomicLong failures) {
    this.redaction = redaction;
    this.failures = failures;
  }

  SpanData span(SpanData span) {
    return redaction == Redaction.NONE ? span : new RedactedSpan(span);
  }

  void log(ReadWriteLogRecord record) {
    if (redaction != Redaction.NONE) {
      record.setAllAttributes(attributes(record.getAttributes()));
    }
  }

  private String text(String key, String text) {
    try {
      String kept = redaction.redact(key, text);
      if (kept != null) {
        return kept;
      }
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      failures.incrementAndGet();
      return FAILED;
    }
    failures.incrementAndGet();
    return FAILED;
  }

  private Attributes attributes(Attributes attributes) {
    AttributesBuilder kept = attributes.toBuilder();
    attributes.forEach((key, value) -> put(kept, key, value));
    return kept.build();
  }

  private void put(AttributesBuilder kept, AttributeKey<?> key, Object value) {
    if (value instanceof String text) {
      kept.put(key.getKey(), text(key.getKey(), text));
    } else if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      List<String> texts = new ArrayList<>();
      list.forEach(text -> texts.add(text(key.getKey(), (String) text)));
      kept.put(AttributeKey.stringArrayKey(key.getKey()), texts);
    }
  }

  private final class RedactedSpan extends DelegatingSpanData {
    private @Nullable Attributes attributes;
    private @Nullable List<EventData> events;

    RedactedSpan(SpanData span) {
      super(span);
    }

    @Override
    public String getName() {
      return text("name", super.getName());
    }

    @Override
    public synchronized Attributes getAttributes() {
      if (attributes == null) {
        attributes = Redacted.this.attributes(super.getAttributes());
      }
      return attributes;
    }

    @Override
    public synchronized List<EventData> getEvents() {
      if (events == null) {
        events = super.getEvents().stream().map(this::event).toList();
      }
      return events;
    }

    private EventData event(EventData event) {
      return EventData.create(
          event.getEpochNanos(),
          text("name", event.getName()),
          Redacted.this.attributes(event.getAttributes()),
          event.getTotalAttributeCount());
    }

    @Override
    public List<LinkData> getLinks() {
      return super.getLinks().stream()
          .map(
              link ->
                  LinkData.create(
                      link.getSpanContext(),
                      Redacted.this.attributes(link.getAttributes()),
                      link.getTotalAttributeCount()))
          .toList();
    }

    @Override
    public StatusData getStatus() {
      StatusData status = super.getStatus();
      String description = status.getDescription();
      return description.isEmpty()
          ? status
          : StatusData.create(status.getStatusCode(), text("status", description));
    }
  }
}
