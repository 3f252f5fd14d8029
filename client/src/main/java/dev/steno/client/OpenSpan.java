// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.recording.Live;
import dev.steno.client.recording.Recorder;
import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What all spans have in common. Thread-safe. */
abstract sealed class OpenSpan<S extends TracedSpan<S>> extends Steps
    permits MessageSpan,
        ToolSpan,
        GenerationSpan,
        AgentSpan,
        RetrievalSpan,
        RouterSpan,
        SystemSpan,
        EventSpan {
  private static final AttributeKey<List<String>> TAGS =
      AttributeKey.stringArrayKey(StenoAttributes.TAGS);

  private final Trace trace;
  private final Context parent;
  final @Nullable Live live;
  private volatile @Nullable Context context;

  /** A span that records nothing. */
  OpenSpan() {
    super(null);
    trace = Trace.NOOP;
    parent = Context.root();
    live = null;
  }

  /** A span that begins now. */
  OpenSpan(SpanType type, Steps in, @Nullable Object input) {
    super(in.recorder);
    trace = in.trace();
    parent = in.stepContext();
    live = begin(type, in, input);
  }

  private @Nullable Live begin(SpanType type, Steps in, @Nullable Object input) {
    Recorder on = recorder;
    if (on == null) {
      return null;
    }
    try {
      SpanBuilder builder = prepare(on, type, parent);
      boolean mayBePoint = mayBePoint(type);
      long now = mayBePoint ? on.clock.now() : 0;
      if (mayBePoint) {
        builder.setStartTimestamp(now, TimeUnit.NANOSECONDS);
      }
      Live started = new Live(on, on.start(builder, parent, trace.traceId()), type);
      started.input(input);
      if (mayBePoint) {
        watch(in, started, now);
      }
      return started;
    } catch (RuntimeException | LinkageError e) {
      on.failed(e);
      return null;
    }
  }

  private void watch(Steps in, Live started, long now) {
    if (in instanceof OpenSpan<?> span && span.live != null) {
      span.live.pointBegan();
    }
    started.mayBePoint(this, in.owner(), now);
  }

  private static boolean mayBePoint(SpanType type) {
    return type == SpanType.SYSTEM || type == SpanType.ROUTER || type == SpanType.EVENT;
  }

  abstract S self();

  /** See {@link TracedSpan#id}. */
  public final String id() {
    return live == null ? SpanId.getInvalid() : live.span.getSpanContext().getSpanId();
  }

  @Override
  public final String traceId() {
    return live == null ? TraceId.getInvalid() : live.span.getSpanContext().getTraceId();
  }

  /** Calls the span something else than what its type and its model, tool or agent make of it. */
  public final S name(String name) {
    if (live != null) {
      live.span.updateName(name);
    }
    return self();
  }

  final S named(String operation, String name) {
    return live == null ? self() : name(operation + " " + name);
  }

  /** Puts tags on the span, in place of those it had. */
  public final S tags(String... tags) {
    if (live != null) {
      live.span.setAttribute(TAGS, List.of(tags));
    }
    return self();
  }

  /** Says which prompt was used; a null version is not known. */
  public final S prompt(String name, @Nullable String version) {
    return attribute("gen_ai.prompt.name", name).attribute("gen_ai.prompt.version", version);
  }

  /** See {@link TracedSpan#attribute}. */
  public final S attribute(String key, @Nullable Object value) {
    if (live != null && value != null) {
      guarded(() -> live.attribute(key, value));
    }
    return self();
  }

  /** An attribute of a known key, which is not made anew for each span. */
  final S text(AttributeKey<String> key, @Nullable String value) {
    if (live != null && value != null) {
      guarded(() -> live.text(key, value));
    }
    return self();
  }

  /** See {@link TracedSpan#end()}. */
  public final void end() {
    end(null);
  }

  /** See {@link TracedSpan#end(Object)}. */
  public final void end(@Nullable Object output) {
    if (claim()) {
      guarded(() -> output(output));
      finish(true);
    }
  }

  /** See {@link TracedSpan#fail}. */
  public final void fail(Throwable cause) {
    if (claim()) {
      guarded(() -> failed(cause));
      guarded(this::brokenOff);
      finish(false);
    }
  }

  /** See {@link TracedSpan#close}. */
  public final void close() {
    if (claim()) {
      if (live != null) {
        live.flag("abandoned");
      }
      guarded(this::brokenOff);
      finish(false);
    }
  }

  private boolean claim() {
    return live != null && live.claim();
  }

  private void finish(boolean well) {
    guarded(
        () -> {
          if (live != null) {
            if (well) {
              live.ok();
            }
            live.finish(0);
          }
        });
  }

  /** Writes what came out. */
  void output(@Nullable Object output) {
    if (live != null) {
      live.output(output);
    }
  }

  /** Writes what had come out before the step broke off, if that is known. */
  void brokenOff() {}

  private void failed(Throwable cause) {
    if (live != null) {
      live.failure(cause);
    }
  }

  final void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError e) {
      if (recorder != null) {
        recorder.failed(e);
      }
    }
  }

  /** See {@link TracedSpan#makeCurrent}. */
  @SuppressWarnings("MustBeClosedChecker") // The caller closes it.
  public final Scope makeCurrent() {
    return live == null ? Scope.noop() : stepContext().makeCurrent();
  }

  /** See {@link TracedSpan#call}. */
  public final <T extends @Nullable Object, X extends Throwable> T call(
      ThrowingFunction<? super S, T, X> body) throws X {
    if (live == null) {
      return body.apply(self());
    }
    T result;
    try (Scope scope = makeCurrent()) {
      result = body.apply(self());
    } catch (Throwable cause) {
      fail(cause);
      throw cause;
    }
    if (result instanceof CompletionStage<?> stage) {
      stage.whenComplete((value, cause) -> completed(value, cause));
    } else {
      end(result);
    }
    return result;
  }

  private void completed(@Nullable Object value, @Nullable Throwable cause) {
    if (cause == null) {
      end(value);
    } else {
      fail(cause);
    }
  }

  @Override
  final Trace trace() {
    return trace;
  }

  @Override
  final Context stepContext() {
    Context known = context;
    if (known == null) {
      known = live == null ? parent : parent.with(live.span).with(Trace.KEY, trace);
      context = known;
    }
    return known;
  }

  @Override
  final Object owner() {
    return live == null ? this : live;
  }

  @Override
  final String feedbackSpanId() {
    return id();
  }
}
