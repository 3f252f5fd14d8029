// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import java.time.Instant;
import java.util.List;

/**
 * The projects of a store: those that were created and those that something was sent to.
 * Thread-safe.
 */
public interface ProjectStore {

  /** All projects by name. */
  List<Project> list();

  /** Creates a project; one that is there already is returned as it is. */
  Project create(String name);

  /**
   * A tenant. Immutable.
   *
   * @param name 1 to {@value #MAX_NAME} characters, none of them a control character
   * @param created when it was created or first sent to
   */
  record Project(String name, Instant created) {
    /** The longest name. */
    public static final int MAX_NAME = 128;

    /** The project of those who name none. */
    public static final String DEFAULT = "default";

    /** Checks the name. */
    public Project {
      name = checked(name);
    }

    /**
     * {@code name} if it can be a project's.
     *
     * @throws StorageException INVALID otherwise
     */
    public static String checked(String name) {
      if (name.isBlank()
          || name.length() > MAX_NAME
          || name.chars().anyMatch(Character::isISOControl)) {
        throw new StorageException(
            StorageException.Kind.INVALID,
            "project: a name of "
                + name.length()
                + " characters (expected: 1 to "
                + MAX_NAME
                + " characters, not blank and without control characters)");
      }
      return name;
    }
  }
}
