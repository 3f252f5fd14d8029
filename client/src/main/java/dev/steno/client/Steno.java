// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.pipeline.Recent;
import dev.steno.client.recording.Recorder;
import dev.steno.redaction.RedactionTrial;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tracing client. Thread-safe; an application needs one.
 *
 * <p>What is wrong with its configuration is said at once, by an exception. From then on tracing
 * throws nothing into the application and keeps it waiting no longer than the delivery says: what
 * goes wrong is counted in {@link #counts}.
 */
public final class Steno implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final Steno NOOP = new Steno(null, null);

  private final @Nullable Recorder recorder;
  private final @Nullable Engine engine;

  Steno(@Nullable Recorder recorder, @Nullable Engine engine) {
    this.recorder = recorder;
    this.engine = engine;
  }

  /**
   * A client as the environment says: {@code STENO_ENDPOINT} (default {@code
   * http://localhost:4318}), {@code STENO_API_KEY}, {@code STENO_PROJECT}, and what {@link
   * StenoBuilder#environment} reads besides; {@link #noop} if {@code OTEL_SDK_DISABLED} is true.
   *
   * @throws IllegalArgumentException if a variable cannot be read
   */
  public static Steno create() {
    return builder().environment(System.getenv()).build();
  }

  /** A builder that begins with the defaults, and does not look at the environment. */
  public static StenoBuilder builder() {
    return new StenoBuilder();
  }

  /** The client that does nothing: its traces and spans are the same objects always. */
  public static Steno noop() {
    return NOOP;
  }

  /**
   * A client on the application's own OpenTelemetry, which delivers to wherever it is told to.
   * Beginnings and feedback are log records of its logger provider. A trace that begins where no
   * span is current begins with a span of its own.
   */
  public static Steno on(OpenTelemetry openTelemetry) {
    return builder().on(openTelemetry);
  }

  /** A trace of which nothing is known. */
  public Trace trace() {
    return trace(options -> {});
  }

  /** A trace; {@code options} is called at once, unless the client is disabled. */
  public Trace trace(Consumer<TraceOptions> options) {
    if (recorder == null) {
      return Trace.NOOP;
    }
    TraceOptions known = new TraceOptions();
    try {
      options.accept(known);
    } catch (RuntimeException | LinkageError e) {
      recorder.failed(e);
    }
    try {
      return new Trace(recorder, known);
    } catch (RuntimeException | LinkageError e) {
      recorder.failed(e);
      return Trace.NOOP;
    }
  }

  /** The trace that is current on this thread; a new one if none is. */
  public Trace current() {
    Trace trace = recorder == null ? Trace.NOOP : Context.current().get(Trace.KEY);
    return trace == null ? trace() : trace;
  }

  /**
   * Gives feedback on a trace that may be long over, or not have arrived yet.
   *
   * @param traceId 32 hex digits; for any other nothing is sent, and a failure is counted
   */
  public void feedback(String traceId, Consumer<FeedbackDraft> feedback) {
    if (recorder != null) {
      FeedbackDraft.send(recorder, traceId, SpanId.getInvalid(), feedback);
    }
  }

  /** Gives feedback on a trace in one word and a comment. */
  public void feedback(String traceId, FeedbackTag tag, @Nullable String comment) {
    feedback(traceId, feedback -> feedback.tag(tag).comment(comment));
  }

  /**
   * Gives feedback on a span that may be long over, or not have arrived yet.
   *
   * @param spanId 16 hex digits
   */
  public void feedbackOnSpan(String traceId, String spanId, Consumer<FeedbackDraft> feedback) {
    if (recorder != null) {
      FeedbackDraft.send(recorder, traceId, spanId, feedback);
    }
  }

  /** The spans that ended last, 100 unless the builder said otherwise. */
  public Recent recent() {
    return engine == null ? Engine.NOTHING : engine.recent();
  }

  /** What became of everything that was traced. */
  public StenoCounts counts() {
    return engine == null ? StenoCounts.NONE : engine.counts();
  }

  /**
   * What redaction rules would have replaced in what was sent so far, by counts and samples of
   * three characters; empty unless {@link StenoBuilder#redactDryRun} is on and there are rules.
   */
  public Optional<RedactionTrial> redactionTrial() {
    return engine == null ? Optional.empty() : engine.trial();
  }

  /**
   * The OpenTelemetry that this client records with, for other instrumentations to stand in the
   * same tree.
   */
  public OpenTelemetry openTelemetry() {
    return engine == null ? OpenTelemetry.noop() : engine.openTelemetry();
  }

  /**
   * Delivers what has ended so far, and tells of what has not; see {@link
   * dev.steno.client.delivery.Delivery#flush}.
   */
  public boolean flush(Duration within) {
    return engine == null || engine.flush(within);
  }

  /**
   * Delivers what has ended so far, and ends. Idempotent.
   *
   * @return true if nothing was lost; {@link #counts} says what was
   */
  public boolean close(Duration within) {
    return engine == null || engine.close(within);
  }

  /** Closes within ten seconds. */
  @Override
  public void close() {
    close(CLOSING);
  }
}
