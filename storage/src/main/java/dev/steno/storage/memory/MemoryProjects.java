// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.storage.ProjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The projects of a {@link MemoryStorage}. Thread-safe. */
final class MemoryProjects implements ProjectStore {
  private final Open open;
  private final Clock clock;
  private final Map<String, Project> byName = new TreeMap<>();

  MemoryProjects(Open open, Clock clock) {
    this.open = open;
    this.clock = clock;
  }

  @Override
  public List<Project> list() {
    return open.run(() -> List.copyOf(byName.values()));
  }

  @Override
  public Project create(String name) {
    return open.run(
        () -> byName.computeIfAbsent(name, absent -> new Project(absent, clock.instant())));
  }
}
