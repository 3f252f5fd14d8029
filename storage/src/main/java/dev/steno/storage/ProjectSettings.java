// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.redaction.RedactionSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a project is set to. Immutable.
 *
 * @param retention how long its traces are kept, in whole days, 1 to {@value #MAX_DAYS}; null: for
 *     ever
 * @param redaction what is taken out of what it is sent
 */
public record ProjectSettings(@Nullable Duration retention, RedactionSettings redaction) {
  /** The longest retention, in days: a hundred years. */
  public static final int MAX_DAYS = 36_525;

  /** Nothing was set. */
  public static final ProjectSettings NONE = new ProjectSettings(null, RedactionSettings.NONE);

  private static final String RETENTION = "retention_days";
  private static final String REDACTION = "redaction";
  private static final List<String> KNOWN = List.of(RETENTION, REDACTION);

  /**
   * Checks the retention.
   *
   * @throws StorageException INVALID if it is no number of days in range
   */
  public ProjectSettings {
    if (retention != null) {
      checkDays(retention);
    }
  }

  /**
   * The settings that {@link #toJson} wrote, or a person.
   *
   * @throws StorageException INVALID if a member is unknown or malformed
   */
  public static ProjectSettings of(JsonObject json) {
    for (String name : json.members().keySet()) {
      if (!KNOWN.contains(name)) {
        throw refused(name, "is not known (expected: " + String.join(", ", KNOWN) + ")");
      }
    }
    return new ProjectSettings(days(json.get(RETENTION)), redaction(json.get(REDACTION)));
  }

  /** An object with a member for each setting; one that was not set is null. */
  public JsonObject toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put(RETENTION, retention == null ? JsonValue.NULL : JsonValue.of(retention.toDays()));
    members.put(REDACTION, redaction.toJson());
    return new JsonObject(members);
  }

  private static @Nullable Duration days(@Nullable JsonValue value) {
    if (value == null || value.equals(JsonValue.NULL)) {
      return null;
    }
    if (value instanceof JsonNumber number && number.lexeme().matches("[0-9]{1,9}")) {
      return Duration.ofDays(Integer.parseInt(number.lexeme()));
    }
    throw refused(RETENTION, "no whole number (expected: days, 1 to " + MAX_DAYS + ", or null)");
  }

  private static RedactionSettings redaction(@Nullable JsonValue value) {
    try {
      return RedactionSettings.of(value);
    } catch (IllegalArgumentException e) {
      throw new StorageException(StorageException.Kind.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkDays(Duration retention) {
    long days = retention.toDays();
    if (days < 1 || days > MAX_DAYS || !retention.equals(Duration.ofDays(days))) {
      throw refused(
          RETENTION, days + " (expected: 1 to " + MAX_DAYS + ", or null to keep for ever)");
    }
  }

  private static StorageException refused(String name, String problem) {
    String shown = name.length() > 120 ? name.substring(0, 120) + "…" : name;
    return new StorageException(StorageException.Kind.INVALID, shown + ": " + problem);
  }
}
