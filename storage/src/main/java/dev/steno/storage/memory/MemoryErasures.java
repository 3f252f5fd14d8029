// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.ErasureStore;
import dev.steno.storage.erasure.Selection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deletion from a {@link MemoryStorage}, and its record. Thread-safe. */
final class MemoryErasures implements ErasureStore {
  private final Open open;
  private final Clock clock;
  private final MemoryTraces traces;
  private final List<Deletion> all = new ArrayList<>();

  MemoryErasures(Open open, Clock clock, MemoryTraces traces) {
    this.open = open;
    this.clock = clock;
    this.traces = traces;
  }

  @Override
  public Erased count(Selection selection) {
    return open.run(() -> traces.erase(selection, false));
  }

  @Override
  public List<Deletion> erase(List<Selection> selections, String by) {
    return open.run(
        () -> {
          int before = all.size();
          for (Selection selection : selections) {
            Erased erased = traces.erase(selection, true);
            if (!erased.equals(Erased.NONE)) {
              Instant now = clock.instant();
              all.add(
                  new Deletion(
                      all.size() + 1,
                      selection.kind(),
                      selection.project(),
                      selection.form(),
                      by,
                      now,
                      now,
                      erased));
            }
          }
          return List.copyOf(all.subList(before, all.size()));
        });
  }

  @Override
  public List<Deletion> deletions(String project, int limit) {
    return open.run(
        () ->
            all.stream()
                .filter(deletion -> deletion.project().equals(project))
                .sorted(Comparator.comparingLong(Deletion::number).reversed())
                .limit(limit)
                .toList());
  }
}
