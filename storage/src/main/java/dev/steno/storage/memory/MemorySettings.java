// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.storage.ProjectSettings;
import dev.steno.storage.SettingStore;
import java.util.Map;
import java.util.TreeMap;

/** The settings of a {@link MemoryStorage}. Thread-safe. */
final class MemorySettings implements SettingStore {
  private final Open open;
  private final Map<String, ProjectSettings> byProject = new TreeMap<>();

  MemorySettings(Open open) {
    this.open = open;
  }

  @Override
  public Map<String, ProjectSettings> all() {
    return open.run(() -> Map.copyOf(byProject));
  }

  @Override
  public void put(String project, ProjectSettings settings) {
    open.run(() -> byProject.put(project, settings));
  }
}
