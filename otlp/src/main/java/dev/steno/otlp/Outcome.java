// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a request yields. For one thread. */
final class Outcome {
  private static final int REASONS = 3;

  final List<SpanPart> parts = new ArrayList<>();
  final List<Feedback> feedback = new ArrayList<>();
  private final Set<String> reasons = new LinkedHashSet<>();
  private long rejected;
  private @Nullable String warning;

  void reject(String sentence, long items) {
    rejected += items;
    if (reasons.size() <= REASONS) {
      reasons.add(sentence);
    }
  }

  void warn(String sentence) {
    warning = sentence;
  }

  /**
   * What was collected.
   *
   * @param item what one of the things is called that may have been rejected
   */
  Decoded decoded(String item) {
    return new Decoded(parts, feedback, rejected, rejected == 0 ? warning : message(item));
  }

  private String message(String item) {
    List<String> told = reasons.stream().limit(REASONS).toList();
    String more = reasons.size() > REASONS ? "; and more" : "";
    return rejected
        + " "
        + item
        + (rejected == 1 ? "" : "s")
        + " rejected: "
        + String.join("; ", told)
        + more;
  }
}
