// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.recording.Live;
import dev.steno.client.recording.Recorder;
import dev.steno.client.recording.SpanNames;
import dev.steno.model.SpanType;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How steps begin in a trace or a span; without a recorder nothing does. Thread-safe. */
abstract sealed class Steps permits Trace, OpenSpan {
  final @Nullable Recorder recorder;

  Steps(@Nullable Recorder recorder) {
    this.recorder = recorder;
  }

  /** The trace that steps belong to. */
  abstract Trace trace();

  /** What a step begins in: a context with a span, or one without for a root. */
  abstract Context stepContext();

  /** What a point belongs to: it ends as a point when this ends. */
  abstract Object owner();

  /** The span that feedback is on; an invalid id for the trace. */
  abstract String feedbackSpanId();

  /** The trace's id, 32 lower-case hex digits; all zero if the client is disabled. */
  public abstract String traceId();

  /** See {@link StepParent#message}. */
  public final MessageSpan message(@Nullable Object input) {
    return recorder == null ? MessageSpan.NOOP : new MessageSpan(this, input);
  }

  /** See {@link StepParent#tool}. */
  public final ToolSpan tool(@Nullable Object input) {
    return recorder == null ? ToolSpan.NOOP : new ToolSpan(this, input);
  }

  /** See {@link StepParent#generation}. */
  public final GenerationSpan generation(@Nullable Object input) {
    return recorder == null ? GenerationSpan.NOOP : new GenerationSpan(this, input);
  }

  /** See {@link StepParent#agent}. */
  public final AgentSpan agent(@Nullable Object input) {
    return recorder == null ? AgentSpan.NOOP : new AgentSpan(this, input);
  }

  /** See {@link StepParent#retrieval}. */
  public final RetrievalSpan retrieval(@Nullable Object input) {
    return recorder == null ? RetrievalSpan.NOOP : new RetrievalSpan(this, input);
  }

  /** See {@link StepParent#router}. */
  public final RouterSpan router(@Nullable Object input) {
    return recorder == null ? RouterSpan.NOOP : new RouterSpan(this, input);
  }

  /** See {@link StepParent#system}. */
  public final SystemSpan system(@Nullable Object input) {
    return recorder == null ? SystemSpan.NOOP : new SystemSpan(this, input);
  }

  /** See {@link StepParent#event}. */
  public final EventSpan event(@Nullable Object input) {
    return recorder == null ? EventSpan.NOOP : new EventSpan(this, input);
  }

  /** See {@link StepParent#feedback(FeedbackTag)}. */
  public final void feedback(FeedbackTag tag) {
    feedback(tag, null);
  }

  /** See {@link StepParent#feedback(FeedbackTag, String)}. */
  public final void feedback(FeedbackTag tag, @Nullable String comment) {
    // Without a recorder not even what would write it is made.
    if (recorder != null) {
      feedback(feedback -> feedback.tag(tag).comment(comment));
    }
  }

  /** See {@link StepParent#feedback(String, String)}. */
  public final void feedback(String tag, @Nullable String comment) {
    if (recorder != null) {
      feedback(feedback -> feedback.tag(tag).comment(comment));
    }
  }

  /** See {@link StepParent#feedback(Consumer)}. */
  public final void feedback(Consumer<FeedbackDraft> feedback) {
    if (recorder != null) {
      FeedbackDraft.send(recorder, traceId(), feedbackSpanId(), feedback);
    }
  }

  /** See {@link StepParent#send}. */
  public final String send(PastSpan past) {
    if (recorder == null) {
      return SpanId.getInvalid();
    }
    try {
      return send(recorder, past);
    } catch (RuntimeException | LinkageError e) {
      recorder.failed(e);
      return SpanId.getInvalid();
    }
  }

  private String send(Recorder on, PastSpan past) {
    long start = past.start == null ? on.clock.now() : nanos(past.start);
    Context parent = past.parentId == null ? stepContext() : on.parent(traceId(), past.parentId);
    SpanBuilder builder =
        prepare(on, past.type, parent).setStartTimestamp(start, TimeUnit.NANOSECONDS);
    Live live = new Live(on, on.start(builder, parent, traceId()), past.type);
    live.claim();
    live.input(past.input);
    past.attributes.forEach(live::attribute);
    if (past.failure == null) {
      live.output(past.output);
      live.ok();
    } else {
      live.failure(past.failure);
    }
    live.finish(past.end == null ? start : nanos(past.end));
    return live.span.getSpanContext().getSpanId();
  }

  /** A span of a type with the attributes of its type and of the trace, not yet begun. */
  final SpanBuilder prepare(Recorder on, SpanType type, Context parent) {
    SpanBuilder builder = on.span(SpanNames.of(type)).setSpanKind(kind(type));
    builder.setAttribute(SpanNames.TYPE, type.name());
    String operation = SpanNames.operation(type);
    if (operation != null) {
      builder.setAttribute(SpanNames.OPERATION, operation);
    }
    trace().putTo(builder, parent);
    return builder;
  }

  private static SpanKind kind(SpanType type) {
    return type == SpanType.GENERATION || type == SpanType.EMBEDDING
        ? SpanKind.CLIENT
        : SpanKind.INTERNAL;
  }

  private static long nanos(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (ArithmeticException e) {
      // No clock of nanoseconds reaches that far; zero is now.
      return 0;
    }
  }
}
