// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.model.Feedback;
import dev.steno.model.Feedback.Verdict;
import org.jspecify.annotations.Nullable;

/** Redacts feedback. Stateless. */
final class FeedbackRedaction {

  private FeedbackRedaction() {}

  static Feedback of(Feedback feedback, Redactor redactor, Findings findings) {
    Verdict verdict = feedback.verdict();
    return new Feedback(
        redactor.text(feedback.id(), findings),
        feedback.project(),
        feedback.traceId(),
        feedback.spanId(),
        redactor.orNull(feedback.name(), findings),
        new Verdict(
            verdict.tag(),
            verdict.score(),
            redactor.orNull(verdict.label(), findings),
            redactor.orNull(verdict.outcome(), findings),
            redactor.orNull(verdict.comment(), findings)),
        feedback.source(),
        redactor.orNull(feedback.author(), findings),
        key(feedback.idempotencyKey(), redactor, findings),
        feedback.time());
  }

  /** Two keys that differ only in what is taken out stay two, or the second feedback were lost. */
  private static @Nullable String key(@Nullable String key, Redactor redactor, Findings findings) {
    return key == null ? null : Redactor.distinct(key, redactor.text(key, findings));
  }
}
