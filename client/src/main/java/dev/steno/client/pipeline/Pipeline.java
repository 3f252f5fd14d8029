// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.client.delivery.Delivery;
import dev.steno.redaction.RedactionTrial;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way of spans and log records from OpenTelemetry's SDK to a {@link Delivery}: counted, sampled
 * by trace, redacted, remembered. Thread-safe; throws nothing into the application.
 */
public final class Pipeline {
  /** As many as Steno takes of one span. */
  private static final int MOST_ATTRIBUTES = 1_024;

  private final Delivery delivery;
  private final TraceSampler sampler;
  private final Recent recent;
  private final Withheld withheld;
  private final Redacted redacted;
  private final AtomicLong failures = new AtomicLong();
  private final LongAdder started = new LongAdder();
  private final LongAdder ended = new LongAdder();

  /** A pipeline that ends in {@code delivery}, which stays its caller's to close. */
  public Pipeline(Delivery delivery, Sampling sampling, Screening screening, Recent recent) {
    this.delivery = delivery;
    this.sampler = new TraceSampler(sampling.share());
    this.recent = recent;
    this.withheld = new Withheld(sampling.rule());
    this.redacted = new Redacted(screening, failures);
  }

  /** The resource of all that takes this way, as it leaves. */
  public Resource resource(Resource resource) {
    return redacted.resource(resource);
  }

  /** A provider of tracers whose spans take this way. */
  public SdkTracerProvider tracers(Resource resource, Clock clock, IdGenerator ids) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .setClock(clock)
        .setIdGenerator(ids)
        .setSampler(sampler)
        .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(MOST_ATTRIBUTES).build())
        .addSpanProcessor(new Spans())
        .build();
  }

  /** A provider of loggers whose records take this way. */
  public SdkLoggerProvider loggers(Resource resource, Clock clock) {
    return SdkLoggerProvider.builder()
        .setResource(resource)
        .setClock(clock)
        .addLogRecordProcessor(new Logs())
        .build();
  }

  /** Whether the trace of an id was chosen, as long as nobody else chose. */
  public boolean chooses(String traceId) {
    return sampler.chooses(traceId);
  }

  /** How many spans began. */
  public long started() {
    return started.sum();
  }

  /** How many spans ended. */
  public long ended() {
    return ended.sum();
  }

  /** How many of those that ended did not leave since their trace was not chosen. */
  public long sampledOut() {
    return withheld.count();
  }

  /** How many places were replaced by redaction rules, by rule. */
  public Map<String, Long> redacted() {
    return redacted.counts();
  }

  /** What redaction rules would have replaced, if they are on trial; null if they are not. */
  public @Nullable RedactionTrial trial() {
    return redacted.trial();
  }

  /** How often a redaction, a rule or the delivery failed. */
  public long failures() {
    return failures.get();
  }

  private void end(SpanData span) {
    recent.add(span);
    if (span.getSpanContext().isSampled()) {
      delivery.span(span);
      return;
    }
    List<SpanData> leaving;
    try {
      leaving = withheld.take(span);
    } catch (RuntimeException e) {
      // A rule that fails must not lose what it was made to keep.
      failures.incrementAndGet();
      leaving = List.of(span);
    }
    leaving.forEach(delivery::span);
  }

  private final class Spans implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
      started.increment();
    }

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      ended.increment();
      try {
        end(redacted.span(span.toSpanData()));
      } catch (RuntimeException e) {
        failures.incrementAndGet();
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private final class Logs implements LogRecordProcessor {

    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {
      try {
        delivery.log(redacted.log(record.toLogRecordData()));
      } catch (RuntimeException e) {
        failures.incrementAndGet();
      }
    }
  }
}
