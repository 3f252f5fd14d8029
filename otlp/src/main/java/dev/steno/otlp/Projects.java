// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.model.json.JsonValue;
import dev.steno.otlp.dialect.Scalars;
import dev.steno.otlp.wire.Rejection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The project that a batch belongs to. */
final class Projects {
  private static final int LONGEST = 128;
  private static final String DEFAULT = "default";

  private Projects() {}

  /** The one that the request names, else the one of the resource, else the default. */
  static String of(@Nullable String requested, Map<String, JsonValue> resource) throws Rejection {
    if (requested != null) {
      return checked(requested);
    }
    String named = Scalars.text(resource.get("steno.project"));
    named = named != null ? named : Scalars.text(resource.get("openinference.project.name"));
    return named == null ? DEFAULT : checked(named);
  }

  private static String checked(String name) throws Rejection {
    if (name.isBlank()
        || name.length() > LONGEST
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new Rejection(
          "project: a name of "
              + name.length()
              + " characters (expected: 1 to "
              + LONGEST
              + " characters, not blank and without control characters)");
    }
    return name;
  }
}
