// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import dev.steno.client.pipeline.Recent;
import dev.steno.client.pipeline.Starts;
import dev.steno.codec.StenoAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the traces and spans of one client share. Thread-safe. */
public final class Recorder {
  private static final System.Logger LOG = System.getLogger("dev.steno.client");

  /** What recording depends on. */
  public final Settings settings;

  /** The spans that may be points. */
  public final Points points = new Points();

  /** The clock. */
  public final Clock clock;

  private final Tracer tracer;
  private final Logger logger;
  private final @Nullable RootIds ids;
  private final @Nullable Starts starts;
  private final @Nullable Recent recent;
  private final Predicate<String> chosen;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * A recorder.
   *
   * @param ids gives roots their trace's id; null on somebody else's OpenTelemetry
   * @param starts tells of spans that began; null if that is off
   * @param recent is given what ends; null if somebody else does so
   * @param chosen whether the trace of an id leaves the application
   */
  public Recorder(
      Settings settings,
      Clock clock,
      Tracer tracer,
      Logger logger,
      @Nullable RootIds ids,
      @Nullable Starts starts,
      @Nullable Recent recent,
      Predicate<String> chosen) {
    this.settings = settings;
    this.clock = clock;
    this.tracer = tracer;
    this.logger = logger;
    this.ids = ids;
    this.starts = starts;
    this.recent = recent;
    this.chosen = chosen;
  }

  /** True if a trace can have several roots. */
  public boolean ownsIds() {
    return ids != null;
  }

  /** A new id; an invalid one on somebody else's OpenTelemetry. */
  public String newTraceId() {
    return ids == null ? TraceId.getInvalid() : ids.generateTraceId();
  }

  /** A span that is not yet begun. */
  public SpanBuilder span(String name) {
    return tracer.spanBuilder(name);
  }

  /** Starts a span below {@code parent}, or as a root of the trace if there is no span in it. */
  public Span start(SpanBuilder builder, Context parent, String traceId) {
    builder.setParent(parent);
    boolean root = !Span.fromContext(parent).getSpanContext().isValid();
    Span span = root && ids != null ? ids.start(builder, traceId) : builder.startSpan();
    if (starts != null) {
      starts.begun(span);
    }
    return span;
  }

  /** A parent known by its ids alone; none if they are not valid. */
  public Context parent(String traceId, String spanId) {
    if (!TraceId.isValid(traceId) || !SpanId.isValid(spanId)) {
      return Context.root();
    }
    TraceFlags flags = chosen.test(traceId) ? TraceFlags.getSampled() : TraceFlags.getDefault();
    SpanContext context = SpanContext.create(traceId, spanId, flags, TraceState.getDefault());
    return Context.root().with(Span.wrap(context));
  }

  /** A span has ended. */
  public void ended(Span span) {
    if (recent != null && span instanceof ReadableSpan readable) {
      recent.add(readable.toSpanData());
    }
  }

  /** Sends feedback on a trace, or on one of its spans if that has a valid id. */
  public void feedback(String traceId, String spanId, Attributes feedback) {
    LogRecordBuilder record =
        logger
            .logRecordBuilder()
            .setEventName(StenoAttributes.EVALUATION)
            .setTimestamp(clock.now(), TimeUnit.NANOSECONDS)
            .setContext(parent(traceId, spanId))
            .setAllAttributes(feedback);
    if (!SpanId.isValid(spanId)) {
      // A log record without a span has no place for the id of its trace.
      record.setAttribute(StenoAttributes.FEEDBACK + "trace_id", traceId);
    }
    record.emit();
  }

  /** Counts a fault of tracing, which the application must not notice; the first is logged. */
  public void failed(Throwable fault) {
    failed(fault.getClass().getName());
  }

  /** Counts a fault of tracing; the first is logged. */
  public void failed(String sentence) {
    failures.incrementAndGet();
    if (told.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Something could not be traced, and the application goes on without: {0}."
              + " Steno.counts() says how often.",
          sentence);
    }
  }

  /** How often something could not be traced. */
  public long failures() {
    return failures.get();
  }

  /** Looks after points and beginnings; called often. */
  public void tick() {
    points.settle();
    if (starts != null) {
      starts.tell();
    }
  }

  /** Tells of all that has begun, however lately. */
  public void tellAll() {
    points.settle();
    if (starts != null) {
      starts.tellAll();
    }
  }

  /** How many beginnings could not be told. */
  public long skippedStarts() {
    return starts == null ? 0 : starts.skipped();
  }
}
