// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import java.util.Map;

/** What projects were set to. Thread-safe. */
public interface SettingStore {

  /** The settings of every project that has some, by the project's name. */
  Map<String, ProjectSettings> all();

  /** Replaces a project's settings and returns when the new ones are synced. */
  void put(String project, ProjectSettings settings);

  /** A project's settings; {@link ProjectSettings#NONE} if it has none. */
  default ProjectSettings of(String project) {
    return all().getOrDefault(project, ProjectSettings.NONE);
  }
}
