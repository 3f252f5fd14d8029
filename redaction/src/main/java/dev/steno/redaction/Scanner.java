// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for everything that built-in rules know, in one pass: a detector is asked only where the
 * character is one that its form can begin with. Thread-safe.
 */
final class Scanner {
  private final @Nullable Detector[][] byTrigger = new Detector[128][];

  Scanner(Set<BuiltInRule> rules) {
    for (Detector detector : Detectors.of(rules)) {
      detector.triggers().chars().forEach(c -> add((char) c, detector));
    }
  }

  private void add(char trigger, Detector detector) {
    List<Detector> all = new ArrayList<>();
    Detector[] known = byTrigger[trigger];
    if (known != null) {
      all.addAll(List.of(known));
    }
    all.add(detector);
    byTrigger[trigger] = all.toArray(new Detector[0]);
  }

  /** The text with every hit replaced by the name of its rule. */
  String replace(String text, Findings findings) {
    StringBuilder out = null;
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      Detector[] detectors = c < byTrigger.length ? byTrigger[c] : null;
      Detector.Hit hit = detectors == null ? null : first(detectors, text, i, copied);
      if (hit != null) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, hit.start()).append(OwnRule.mark(hit.rule().rule()));
        findings.found(hit.rule().rule(), text, hit.start(), hit.end());
        copied = hit.end();
        i = copied - 1;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private static Detector.@Nullable Hit first(
      Detector[] detectors, String text, int at, int floor) {
    for (Detector detector : detectors) {
      Detector.Hit hit = detector.at(text, at, floor);
      if (hit != null) {
        return hit;
      }
    }
    return null;
  }
}
