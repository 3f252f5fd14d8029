// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import dev.steno.model.SpanType;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * The spans of a test that have ended so far, or those of them that were asked for. Immutable view
 * of what is recorded; thread-safe. What it checks and does not find is told with the spans that
 * there are instead.
 */
public final class RecordedSpans {
  private final Recording recording;
  private final String asked;
  private final Predicate<RecordedSpan> wanted;

  RecordedSpans(Recording recording) {
    this(recording, "", span -> true);
  }

  private RecordedSpans(Recording recording, String asked, Predicate<RecordedSpan> wanted) {
    this.recording = recording;
    this.asked = asked;
    this.wanted = wanted;
  }

  /** Those of a type. */
  public RecordedSpans ofType(SpanType type) {
    return and("of type " + type, span -> span.type() == type);
  }

  /** Those of a name. */
  public RecordedSpans named(String name) {
    return and("named '" + name + "'", span -> span.name().equals(name));
  }

  /** Those with an attribute of a value, as {@link RecordedSpan#attribute} gives it. */
  public RecordedSpans with(String key, Object value) {
    return and("with " + key + "=" + value, span -> value.equals(span.attribute(key).orElse(null)));
  }

  /** Those right below another. */
  public RecordedSpans below(RecordedSpan parent) {
    return and("below " + parent.id(), span -> span.parentId().equals(parent.id()));
  }

  /** Those of a trace. */
  public RecordedSpans ofTrace(String traceId) {
    return and("of trace " + traceId, span -> span.traceId().equals(traceId));
  }

  /** Those that failed. */
  public RecordedSpans failed() {
    return and("that failed", RecordedSpan::hasFailed);
  }

  /** The spans by their start. */
  public List<RecordedSpan> all() {
    return recording.ended().stream().filter(wanted).toList();
  }

  /** The names of the spans, by their start. */
  public List<String> names() {
    return all().stream().map(RecordedSpan::name).toList();
  }

  /** The feedback on these spans, in its order; of all spans, also that on whole traces. */
  public List<RecordedFeedback> feedback() {
    Set<String> ids = all().stream().map(RecordedSpan::id).collect(Collectors.toSet());
    return recording.feedback().stream()
        .filter(each -> asked.isEmpty() || ids.contains(each.spanId().orElse("")))
        .toList();
  }

  /** The one feedback that there is. Fails if there is none, or are more. */
  public RecordedFeedback onlyFeedback() {
    List<RecordedFeedback> given = feedback();
    check(given.size(), 1, "pieces of feedback on spans" + asked);
    return given.get(0);
  }

  /** The one span that there is. Fails if there is none, or are more. */
  public RecordedSpan only() {
    return hasSize(1).all().get(0);
  }

  /** Fails unless there are so many. */
  public RecordedSpans hasSize(int expected) {
    int size = all().size();
    check(size, expected, (size == 1 ? "span" : "spans") + asked);
    return this;
  }

  /** Fails if there is one. */
  public void isEmpty() {
    hasSize(0);
  }

  /** What was recorded, as a tree. */
  @Override
  public String toString() {
    return "spans" + asked + " among:" + SpanTree.of(recording, null);
  }

  private RecordedSpans and(String what, Predicate<RecordedSpan> more) {
    return new RecordedSpans(recording, asked + " " + what, wanted.and(more));
  }

  private void check(int size, int expected, String what) {
    if (size != expected) {
      throw new AssertionFailedError(
          size + " " + what + " (expected: " + expected + ") among:" + SpanTree.of(recording, null),
          expected,
          size);
    }
  }
}
