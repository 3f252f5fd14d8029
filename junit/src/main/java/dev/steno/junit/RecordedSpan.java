// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanType;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A span that has ended. Immutable. What it checks throws if it does not hold. */
public final class RecordedSpan {
  static final Comparator<RecordedSpan> BY_START =
      Comparator.comparingLong(span -> span.data.getStartEpochNanos());

  private static final List<String> INPUTS =
      List.of(
          "gen_ai.input.messages",
          "gen_ai.tool.call.arguments",
          "gen_ai.retrieval.query.text",
          StenoAttributes.INPUT);
  private static final List<String> OUTPUTS =
      List.of(
          "gen_ai.output.messages",
          "gen_ai.tool.call.result",
          "gen_ai.retrieval.documents",
          StenoAttributes.OUTPUT);

  private final Recording recording;
  private final SpanData data;
  private final Attributed attributes;

  RecordedSpan(Recording recording, SpanData data) {
    this.recording = recording;
    this.data = data;
    this.attributes = new Attributed(data.getAttributes());
  }

  /** The span's id, 16 lower-case hex digits. */
  public String id() {
    return data.getSpanId();
  }

  /** The id of its trace, 32 lower-case hex digits. */
  public String traceId() {
    return data.getTraceId();
  }

  /** The id of its parent; all zero if it has none. */
  public String parentId() {
    return data.getParentSpanId();
  }

  /** Its name. */
  public String name() {
    return data.getName();
  }

  /** Its type; SPAN if it was not recorded by Steno's client. */
  public SpanType type() {
    return attributes.text(StenoAttributes.TYPE).map(SpanType::valueOf).orElse(SpanType.SPAN);
  }

  /** How long it took. */
  public Duration duration() {
    return Duration.ofNanos(data.getEndEpochNanos() - data.getStartEpochNanos());
  }

  /** Whether it failed. */
  public boolean hasFailed() {
    return data.getStatus().getStatusCode() == StatusCode.ERROR;
  }

  /** What went in, as text or JSON; empty if nothing was recorded. */
  public Optional<String> input() {
    return first(INPUTS);
  }

  /** What came out, as text or JSON; empty if nothing was recorded. */
  public Optional<String> output() {
    return first(OUTPUTS);
  }

  /** The value of an attribute: text, a Long, a Double, a Boolean or a list of such. */
  public Optional<Object> attribute(String key) {
    return attributes.value(key);
  }

  /** What is underneath. */
  public SpanData data() {
    return data;
  }

  /** Fails unless that went in. */
  public RecordedSpan hasInput(String expected) {
    return check("input", expected, input().orElse(null));
  }

  /** Fails unless that came out. */
  public RecordedSpan hasOutput(String expected) {
    return check("output", expected, output().orElse(null));
  }

  /** Fails unless it has the attribute; whole numbers are Longs, others Doubles. */
  public RecordedSpan hasAttribute(String key, Object expected) {
    return check(key, expected, attribute(key).orElse(null));
  }

  /** Fails unless it failed with such a cause. */
  public RecordedSpan hasFailedWith(Class<? extends Throwable> cause) {
    check("status", StatusCode.ERROR, data.getStatus().getStatusCode());
    return check("error.type", cause.getName(), attribute("error.type").orElse(null));
  }

  /** Fails if it failed. */
  public RecordedSpan hasSucceeded() {
    return check("failed", false, hasFailed());
  }

  /** Fails unless it is right below the other. */
  public RecordedSpan isBelow(RecordedSpan parent) {
    return check("parent", parent.id(), parentId());
  }

  /** Whether it is the same span, however often it is asked for. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedSpan span
        && id().equals(span.id())
        && traceId().equals(span.traceId());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  /** Its type, name, id, failure, input and output, in one line. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    line.append(type()).append(" '").append(name()).append("' ").append(id());
    if (hasFailed()) {
      line.append(" failed");
      attributes.text("error.type").ifPresent(error -> line.append(" with ").append(error));
    }
    input().ifPresent(text -> line.append(", in: ").append(SpanTree.shortened(text)));
    output().ifPresent(text -> line.append(", out: ").append(SpanTree.shortened(text)));
    return line.toString();
  }

  Map<String, Object> attributes() {
    return attributes.all();
  }

  private RecordedSpan check(String what, Object expected, @Nullable Object actual) {
    recording.check(what, expected, actual, this);
    return this;
  }

  private Optional<String> first(List<String> keys) {
    return keys.stream().map(attributes::text).flatMap(Optional::stream).findFirst();
  }
}
