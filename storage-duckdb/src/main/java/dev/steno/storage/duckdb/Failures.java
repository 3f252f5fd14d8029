// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.duckdb.directory.CommitLog;
import dev.steno.storage.duckdb.directory.DataDirectory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine reports, in the words of the store. Pure functions.
 *
 * <p>The driver gives neither an SQL state nor a vendor code for errors of the engine. Asked to
 * ({@code errors_as_json}), the engine reports the type of the error and, for the file system, the
 * error number of the operating system; these two decide, never the wording.
 */
final class Failures {
  private static final Set<String> NO_ROOM = Set.of("28", "122");
  private static final Set<String> HELD = Set.of("11", "35");
  private static final Set<String> DAMAGE = Set.of("Data Corruption", "Serialization");

  private static final Set<String> OTHER_TABLES = Set.of("Binder", "Catalog");

  private Failures() {}

  /** A file that could not be opened. */
  static StorageException opening(Path file, SQLException e) {
    JsonObject report = report(e);
    String errno = report.text("errno");
    if (errno != null && HELD.contains(errno)) {
      return new StorageException(
          Kind.LOCKED, "The file " + file + " is open in another process; close it there.", e);
    }
    if (errno != null) {
      return general("The file " + file + " could not be opened", report, e);
    }
    // The system did its part, so what it read is not a database, or not a whole one.
    boolean hasLog = CommitLog.of(file).toFile().length() > 0;
    return damaged(file, hasLog ? "or its log, the .wal beside it, is damaged" : "is damaged", e);
  }

  /** A statement that failed on any of the attached files. */
  static StorageException reading(Segments segments, SQLException e) {
    String type = report(e).text("exception_type");
    Path file = type != null && DAMAGE.contains(type) ? segments.damaged() : null;
    return executing("Reading", file, e);
  }

  /** A statement that failed on this file, if it is known. */
  static StorageException executing(String doing, @Nullable Path file, SQLException e) {
    JsonObject report = report(e);
    String type = report.text("exception_type");
    if (type != null && DAMAGE.contains(type) && file != null) {
      return damaged(file, e);
    }
    return general(doing, report, e);
  }

  /** A file in which the tables could not be made or found. */
  static StorageException preparing(Path file, SQLException e) {
    String type = report(e).text("exception_type");
    return type != null && OTHER_TABLES.contains(type)
        ? damaged(file, "holds other tables than a store does", e)
        : executing("Making the tables of " + file, file, e);
  }

  /**
   * A transaction that was not committed. The engine hides the system's error number here, so the
   * room that is left tells a full disk.
   */
  static StorageException committing(DataDirectory directory, long bytes, SQLException e) {
    long needed = 2 * bytes + (1 << 20);
    return directory.room() < needed ? full(directory.path(), e) : general("Writing", report(e), e);
  }

  static StorageException full(Path path, @Nullable Throwable e) {
    return new StorageException(
        Kind.FULL,
        "There is no room left for "
            + path
            + "; free some space on its disk, then send again what was refused.",
        e);
  }

  private static StorageException damaged(Path file, SQLException e) {
    return damaged(file, "is damaged", e);
  }

  private static StorageException damaged(Path file, String how, SQLException e) {
    return new StorageException(
        Kind.DAMAGED,
        "The file "
            + file
            + " "
            + how
            + "; restore it from a backup, or move it and its .wal away to go on without what it"
            + " holds.",
        e);
  }

  private static StorageException general(String doing, JsonObject report, SQLException e) {
    String errno = report.text("errno");
    if (errno != null && NO_ROOM.contains(errno)) {
      return new StorageException(
          Kind.FULL, doing + " failed: no room left on the disk; free some space.", e);
    }
    String type = report.text("exception_type");
    return new StorageException(
        Kind.FAILED,
        doing + " failed: the engine reports " + (type == null ? "an error" : type) + ".",
        e);
  }

  /** Whether the engine had too little memory for what it was asked. */
  static boolean isOutOfMemory(StorageException e) {
    return e.getCause() instanceof SQLException failed
        && "Out of Memory".equals(report(failed).text("exception_type"));
  }

  /** The engine's report; the empty object if there is none. */
  static JsonObject report(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int start = message.indexOf('{');
    if (start < 0) {
      return JsonObject.EMPTY;
    }
    try {
      JsonValue json = Json.parse(message.substring(start));
      return json instanceof JsonObject report ? report : JsonObject.EMPTY;
    } catch (CodecException notJson) {
      return JsonObject.EMPTY;
    }
  }
}
