// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import dev.steno.client.FeedbackTag;
import dev.steno.codec.StenoAttributes;
import dev.steno.model.Feedback.Source;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Feedback that was given on a trace or a span. Immutable. What it checks throws if it does not
 * hold.
 */
public final class RecordedFeedback {
  private static final String CONVENTION = "gen_ai.evaluation.";

  private final Recording recording;
  private final LogRecordData data;
  private final Attributed attributes;

  RecordedFeedback(Recording recording, LogRecordData data) {
    this.recording = recording;
    this.data = data;
    this.attributes = new Attributed(data.getAttributes());
  }

  /** The id of the trace, 32 lower-case hex digits. */
  public String traceId() {
    return spanId().isPresent()
        ? data.getSpanContext().getTraceId()
        : attributes.text(StenoAttributes.FEEDBACK + "trace_id").orElse("");
  }

  /** The id of the span, 16 lower-case hex digits; empty if the whole trace is meant. */
  public Optional<String> spanId() {
    return data.getSpanContext().isValid()
        ? Optional.of(data.getSpanContext().getSpanId())
        : Optional.empty();
  }

  /** What was judged; empty if nothing in particular. */
  public Optional<String> name() {
    return attributes
        .text(CONVENTION + "name")
        .filter(name -> !name.equals(StenoAttributes.UNNAMED_FEEDBACK));
  }

  /** The judgement in one word. */
  public Optional<FeedbackTag> tag() {
    return attributes.text(StenoAttributes.FEEDBACK + "tag").map(FeedbackTag::valueOf);
  }

  /** The judgement as a number. */
  public Optional<Double> score() {
    return attributes.value(CONVENTION + "score.value").map(Double.class::cast);
  }

  /** The judgement in a word of the application's own, or what a person did. */
  public Optional<String> label() {
    String ofTag = tag().map(FeedbackTag::name).orElse("");
    return attributes.text(CONVENTION + "score.label").filter(label -> !label.equals(ofTag));
  }

  /** What came of it. */
  public Optional<String> outcome() {
    return attributes.text(StenoAttributes.FEEDBACK + "outcome");
  }

  /** The judgement in full. */
  public Optional<String> comment() {
    return attributes.text(CONVENTION + "explanation");
  }

  /** The person or program that judged. */
  public Optional<String> author() {
    return attributes.text(StenoAttributes.FEEDBACK + "author");
  }

  /** Who judged. */
  public Source source() {
    return attributes
        .text(StenoAttributes.FEEDBACK + "source")
        .map(Source::valueOf)
        .orElse(Source.EVALUATOR);
  }

  /** Fails unless what was judged has that name. */
  public RecordedFeedback hasName(String expected) {
    return check("name", expected, name().orElse(null));
  }

  /** Fails unless that is the judgement in one word. */
  public RecordedFeedback hasTag(FeedbackTag expected) {
    return check("tag", expected, tag().orElse(null));
  }

  /** Fails unless that is the judgement as a number, exactly. */
  public RecordedFeedback hasScore(double expected) {
    return check("score", expected, score().orElse(null));
  }

  /** Fails unless that is the label, or what a person did. */
  public RecordedFeedback hasLabel(String expected) {
    return check("label", expected, label().orElse(null));
  }

  /** Fails unless that came of it. */
  public RecordedFeedback hasOutcome(String expected) {
    return check("outcome", expected, outcome().orElse(null));
  }

  /** Fails unless that is the comment. */
  public RecordedFeedback hasComment(String expected) {
    return check("comment", expected, comment().orElse(null));
  }

  /** Fails unless that one judged. */
  public RecordedFeedback hasAuthor(String expected) {
    return check("author", expected, author().orElse(null));
  }

  /** Fails unless it comes from there. */
  public RecordedFeedback hasSource(Source expected) {
    return check("source", expected, source());
  }

  /** Fails unless it is on that span. */
  public RecordedFeedback isOn(RecordedSpan span) {
    return check("span", span.id(), spanId().orElse(null));
  }

  /** Fails unless it is on the whole of that trace. */
  public RecordedFeedback isOnTrace(String traceId) {
    check("span", null, spanId().orElse(null));
    return check("trace", traceId, traceId());
  }

  /** Whether it is the same feedback, however often it is asked for. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedFeedback feedback && data == feedback.data;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(data);
  }

  /** What it says, in one line. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder("feedback ").append(source());
    name().ifPresent(name -> line.append(" of ").append(name));
    tag().ifPresent(tag -> line.append(' ').append(tag));
    score().ifPresent(score -> line.append(' ').append(score));
    label().ifPresent(label -> line.append(' ').append(label));
    outcome().ifPresent(outcome -> line.append(" (").append(outcome).append(')'));
    comment().ifPresent(comment -> line.append(": ").append(SpanTree.shortened(comment)));
    return line.toString();
  }

  private RecordedFeedback check(String what, @Nullable Object expected, @Nullable Object actual) {
    recording.check("feedback " + what, expected, actual, this);
    return this;
  }
}
