// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.Feedback;
import dev.steno.model.TraceId;
import dev.steno.storage.FeedbackStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The feedback of a {@link MemoryStorage}. Thread-safe. */
final class MemoryFeedback implements FeedbackStore {
  private final Open open;
  private final MemoryProjects projects;
  private final List<Feedback> all = new ArrayList<>();

  MemoryFeedback(Open open, MemoryProjects projects) {
    this.open = open;
    this.projects = projects;
  }

  @Override
  public Added add(Feedback feedback) {
    return open.run(
        () -> {
          Optional<Feedback> earlier =
              all.stream().filter(kept -> same(kept, feedback)).findFirst();
          if (earlier.isEmpty()) {
            projects.create(feedback.project());
            all.add(feedback);
          }
          return new Added(earlier.orElse(feedback), earlier.isEmpty());
        });
  }

  @Override
  public List<Feedback> of(String project, TraceId id) {
    return open.run(
        () ->
            all.stream()
                .filter(feedback -> isOn(feedback, project, id))
                .sorted(Comparator.comparing(Feedback::time))
                .toList());
  }

  /** How much of a project's feedback meets the condition; it is forgotten if {@code really}. */
  long remove(String project, Predicate<Feedback> condition, boolean really) {
    List<Feedback> gone =
        all.stream()
            .filter(each -> each.project().equals(project) && condition.test(each))
            .toList();
    if (really) {
      all.removeAll(gone);
    }
    return gone.size();
  }

  private static boolean isOn(Feedback feedback, String project, TraceId id) {
    return feedback.project().equals(project) && feedback.traceId().equals(id);
  }

  private static boolean same(Feedback one, Feedback other) {
    return one.idempotencyKey() != null
        && one.idempotencyKey().equals(other.idempotencyKey())
        && one.project().equals(other.project());
  }
}
