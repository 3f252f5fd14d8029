// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.recording.Recorder;
import dev.steno.codec.StenoAttributes;
import dev.steno.model.Feedback.Source;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.TraceId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feedback while it is written. For one thread.
 *
 * <p>A tag, score, label, outcome or comment must be given.
 */
public final class FeedbackDraft {
  private static final String CONVENTION = "gen_ai.evaluation.";

  private @Nullable FeedbackTag tag;
  private @Nullable Double score;
  private @Nullable String label;
  private @Nullable String outcome;
  private @Nullable String comment;
  private @Nullable String name;
  private @Nullable String author;
  private @Nullable String idempotencyKey;
  private Source source = Source.EXPLICIT;

  FeedbackDraft() {}

  /** The judgement in one word. */
  public FeedbackDraft tag(FeedbackTag value) {
    tag = value;
    return this;
  }

  /** The judgement in one word that {@link FeedbackTag#of} reads; any other becomes the label. */
  public FeedbackDraft tag(String word) {
    Optional<FeedbackTag> known = FeedbackTag.of(word);
    if (known.isPresent()) {
      tag = known.get();
    } else {
      label = word;
    }
    return this;
  }

  /** The judgement as a number, of whatever scale. */
  public FeedbackDraft score(double value) {
    score = value;
    return this;
  }

  /** The judgement in a word of the application's own. */
  public FeedbackDraft label(@Nullable String value) {
    label = value;
    return this;
  }

  /** What came of it, such as {@code bought}. */
  public FeedbackDraft outcome(@Nullable String value) {
    outcome = value;
    return this;
  }

  /** The judgement in full. */
  public FeedbackDraft comment(@Nullable String value) {
    comment = value;
    return this;
  }

  /** What was judged, such as {@code relevance}. */
  public FeedbackDraft name(@Nullable String value) {
    name = value;
    return this;
  }

  /** The person or program that judged. */
  public FeedbackDraft author(@Nullable String value) {
    author = value;
    return this;
  }

  /** A key by which feedback that is given again is known. */
  public FeedbackDraft idempotencyKey(@Nullable String value) {
    idempotencyKey = value;
    return this;
  }

  /**
   * Concluded from what a person did, instead of said.
   *
   * @param did such as {@code copied}, {@code retried}, {@code abandoned}; becomes the label
   */
  public FeedbackDraft implicit(String did) {
    source = Source.IMPLICIT;
    label = did;
    return this;
  }

  /** Who judged; a person who said it, if this is not called. */
  public FeedbackDraft source(Source value) {
    source = value;
    return this;
  }

  /** Writes feedback and sends it; whatever goes wrong is counted. */
  static void send(
      Recorder recorder, String traceId, String spanId, Consumer<FeedbackDraft> feedback) {
    try {
      FeedbackDraft draft = new FeedbackDraft();
      feedback.accept(draft);
      if (!recorder.settings.captureContent()) {
        draft.comment = null;
      }
      if (!TraceId.isValid(traceId)) {
        recorder.failed("feedback on no trace (expected: the 32 hex digits of its id)");
      } else if (!draft.says()) {
        recorder.failed(
            "feedback that says nothing, or that was but a comment while content stays at home"
                + " (expected: a tag, score or label)");
      } else {
        recorder.feedback(traceId, spanId, draft.attributes());
      }
    } catch (RuntimeException | LinkageError e) {
      recorder.failed(e);
    }
  }

  private boolean says() {
    return tag != null || score != null || label != null || outcome != null || comment != null;
  }

  /** The attributes of the event that the conventions have for judgements, and Steno's own. */
  private Attributes attributes() {
    AttributesBuilder all = Attributes.builder();
    all.put(CONVENTION + "name", name == null ? StenoAttributes.UNNAMED_FEEDBACK : name);
    if (score != null) {
      all.put(CONVENTION + "score.value", score);
    }
    put(all, CONVENTION + "score.label", label != null || tag == null ? label : tag.name());
    put(all, CONVENTION + "explanation", comment);
    put(all, StenoAttributes.FEEDBACK + "source", source.name());
    put(all, StenoAttributes.FEEDBACK + "tag", tag == null ? null : tag.name());
    put(all, StenoAttributes.FEEDBACK + "outcome", outcome);
    put(all, StenoAttributes.FEEDBACK + "author", author);
    put(all, StenoAttributes.FEEDBACK + "idempotency_key", idempotencyKey);
    return all.build();
  }

  private static void put(AttributesBuilder all, String key, @Nullable String value) {
    if (value != null) {
      all.put(key, value);
    }
  }
}
