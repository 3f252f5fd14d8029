// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.recording.Live;
import dev.steno.client.recording.Recorder;
import dev.steno.client.recording.SpanNames;
import dev.steno.model.SpanType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One interaction. Thread-safe. All of its spans have its id, however many roots there are, and so
 * has its feedback. What is begun in it stands below the current span if that is of the same trace,
 * else at the top. Closing it is optional.
 */
public final class Trace extends Steps implements StepParent, AutoCloseable {
  static final ContextKey<Trace> KEY = ContextKey.named("steno.trace");
  static final Trace NOOP = new Trace();

  private final String id;
  private final Context base;
  private final Attributes everywhere;
  private final Attributes onRoots;
  private final @Nullable Live root;

  private Trace() {
    super(null);
    id = TraceId.getInvalid();
    base = Context.root();
    everywhere = Attributes.empty();
    onRoots = Attributes.empty();
    root = null;
  }

  /** A trace that begins now: below the current span if there is one. */
  Trace(Recorder recorder, TraceOptions options) {
    super(recorder);
    everywhere = options.everywhere();
    onRoots = options.onRoots();
    SpanContext current = Span.current().getSpanContext();
    boolean joins = current.isValid() && !options.isSeparate();
    Context above = joins ? Context.current() : Context.root();
    String name = options.rootName();
    // Somebody else's OpenTelemetry gives an id to a span alone, so there must be one.
    name = name == null && !joins && !recorder.ownsIds() ? "trace" : name;
    String known = joins ? current.getTraceId() : recorder.newTraceId();
    if (name == null) {
      id = known;
      base = above;
      root = null;
      return;
    }
    long now = recorder.clock.now();
    SpanBuilder builder =
        recorder
            .span(name)
            .setStartTimestamp(now, TimeUnit.NANOSECONDS)
            .setAttribute(SpanNames.TYPE, SpanType.WORKFLOW.name())
            .setAllAttributes(everywhere)
            .setAllAttributes(onRoots);
    root = new Live(recorder, recorder.start(builder, above, known), SpanType.WORKFLOW);
    id = root.span.getSpanContext().getTraceId();
    base = above.with(root.span);
    root.mayBePoint(this, root, 0);
  }

  /** The trace's id, 32 lower-case hex digits; all zero if the client is disabled. */
  public String id() {
    return id;
  }

  @Override
  public String traceId() {
    return id;
  }

  /** Ends its root if it has one, and what was begun in it and may be a point in time. */
  @Override
  public void close() {
    if (recorder == null) {
      return;
    }
    try {
      recorder.points.settle(owner());
      if (root != null && root.claim()) {
        root.ok();
        root.finish(0);
      }
    } catch (RuntimeException | LinkageError e) {
      recorder.failed(e);
    }
  }

  /** Puts on a span what stands on every span, and what stands on those at the top. */
  void putTo(SpanBuilder span, Context parent) {
    span.setAllAttributes(everywhere);
    if (root == null && !onRoots.isEmpty() && spanId(parent).equals(spanId(base))) {
      span.setAllAttributes(onRoots);
    }
  }

  private static String spanId(Context context) {
    return Span.fromContext(context).getSpanContext().getSpanId();
  }

  @Override
  Trace trace() {
    return this;
  }

  @Override
  Context stepContext() {
    Context current = Context.current();
    SpanContext span = Span.fromContext(current).getSpanContext();
    return span.isValid() && span.getTraceId().equals(id) ? current : base;
  }

  @Override
  Object owner() {
    return root == null ? this : root;
  }

  @Override
  String feedbackSpanId() {
    return SpanId.getInvalid();
  }
}
