// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.model.Feedback;
import dev.steno.model.TraceId;
import java.util.List;

/** Feedback on traces and spans, which may arrive before them. Thread-safe. */
public interface FeedbackStore {

  /**
   * Keeps feedback and returns when it is synced. If the project has feedback of the same
   * idempotency key, that one is kept and returned instead; null keys are never the same.
   */
  Added add(Feedback feedback);

  /** The feedback on a trace and its spans, oldest first. */
  List<Feedback> of(String project, TraceId id);

  /**
   * What became of feedback.
   *
   * @param feedback the one that is kept
   * @param isNew false if it had been kept before
   */
  record Added(Feedback feedback, boolean isNew) {}
}
