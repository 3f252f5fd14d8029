// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.directory;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.codec.Times;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a backup is written to, locked while it is. For one thread.
 *
 * <p>New copies stand beside the earlier ones until all are synced; then they change places, and
 * for as long as that takes the directory holds {@value #UNFINISHED}, with which no store opens it.
 * The manifest, {@value #MANIFEST}, names each file with its size and SHA-256.
 */
final class BackupDirectory implements AutoCloseable {
  /** Stands in a directory that holds no whole backup. */
  static final String UNFINISHED = "BACKUP-UNFINISHED";

  private static final String MANIFEST = "BACKUP.json";
  private static final String FRESH = ".fresh";

  /** What may be there beside the files of a backup. */
  private static final Set<String> OWN =
      Set.of(MANIFEST, MANIFEST + FRESH, UNFINISHED, "FORMAT", "LOCK", "tmp");

  private final Path path;
  private final FileChannel lock;
  private final Map<String, BackupFile> earlier = new LinkedHashMap<>();

  private BackupDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes the directory if there is none; refuses one with anything but a backup in it. */
  static BackupDirectory open(Path given) throws IOException {
    Path path = given.toAbsolutePath().normalize();
    Files.createDirectories(path);
    boolean empty;
    try (Stream<Path> files = Files.list(path)) {
      empty = files.findAny().isEmpty();
    }
    if (!empty && !Files.exists(path.resolve(MANIFEST)) && !isUnfinished(path)) {
      throw refused(path, "is not empty and holds no backup");
    }
    BackupDirectory directory = new BackupDirectory(path, DataDirectory.lock(path));
    try {
      directory.begin();
      return directory;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  static boolean isUnfinished(Path path) {
    return Files.exists(path.resolve(UNFINISHED));
  }

  private void begin() throws IOException {
    if (isUnfinished(path) || !Files.exists(path.resolve(MANIFEST))) {
      mark();
      return;
    }
    readManifest();
    for (BackupFile file : earlier.values()) {
      if (!file.isIn(path.resolve(file.name()))
          || Files.exists(path.resolve(file.name() + ".wal"))) {
        throw refused(path, "was written to after it was backed up to (" + file.name() + ")");
      }
    }
  }

  private static StorageException refused(Path path, String why) {
    return new StorageException(
        Kind.INVALID,
        "The directory " + path + " " + why + " (expected: an empty one, or an earlier backup).");
  }

  private void mark() throws IOException {
    Files.writeString(path.resolve(UNFINISHED), "This is no whole backup: run it again.\n");
    DataDirectory.sync(path);
  }

  /** The copy of that name that is there; null if there is none. */
  @Nullable BackupFile earlier(String name) {
    return earlier.get(name);
  }

  /** Where a copy is written until all are there. */
  Path fresh(String name) throws IOException {
    Path fresh = path.resolve(name + FRESH);
    Files.deleteIfExists(fresh);
    return fresh;
  }

  /** Makes these files the backup, whose copies were made where {@link #fresh} said. */
  void finish(int format, Instant time, List<BackupFile> files) throws IOException {
    write(MANIFEST + FRESH, Json.write(manifest(format, time, files)) + "\n");
    DataDirectory.sync(path);
    mark();
    for (BackupFile file : files) {
      Path fresh = path.resolve(file.name() + FRESH);
      if (Files.exists(fresh)) {
        Files.move(fresh, path.resolve(file.name()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    removeOthers(files);
    write("FORMAT", format + "\n");
    Files.move(
        path.resolve(MANIFEST + FRESH),
        path.resolve(MANIFEST),
        StandardCopyOption.REPLACE_EXISTING);
    DataDirectory.sync(path);
    Files.delete(path.resolve(UNFINISHED));
    DataDirectory.sync(path);
  }

  /** Removes weeks that the store does not have any more. */
  private void removeOthers(List<BackupFile> files) throws IOException {
    Set<String> names = new java.util.HashSet<>(OWN);
    files.forEach(file -> names.add(file.name()));
    List<Path> others;
    try (Stream<Path> list = Files.list(path)) {
      others =
          list.filter(file -> !names.contains(String.valueOf(file.getFileName())))
              .filter(file -> String.valueOf(file.getFileName()).matches("(week-|catalog).*"))
              .toList();
    }
    for (Path other : others) {
      Files.delete(other);
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.writeString(file, text);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static JsonObject manifest(int format, Instant time, List<BackupFile> files) {
    List<JsonValue> entries = new ArrayList<>();
    for (BackupFile file : files) {
      Map<String, JsonValue> entry = new LinkedHashMap<>();
      entry.put("name", JsonValue.of(file.name()));
      entry.put("bytes", JsonValue.of(file.bytes()));
      entry.put("sha256", JsonValue.of(file.sha256()));
      entry.put("modified", JsonValue.of(Times.format(file.modified())));
      entry.put("source_bytes", JsonValue.of(file.sourceBytes()));
      entry.put("source_modified", JsonValue.of(Times.format(file.sourceModified())));
      entries.add(new JsonObject(entry));
    }
    Map<String, JsonValue> manifest = new LinkedHashMap<>();
    manifest.put("format", JsonValue.of(format));
    manifest.put("created_time", JsonValue.of(Times.format(time)));
    manifest.put("files", new JsonArray(entries));
    return new JsonObject(manifest);
  }

  private void readManifest() throws IOException {
    try {
      JsonValue manifest = Json.parse(Files.readString(path.resolve(MANIFEST)));
      JsonArray files = (JsonArray) Objects.requireNonNull(((JsonObject) manifest).get("files"));
      for (JsonValue each : files.elements()) {
        JsonObject entry = (JsonObject) each;
        String name = text(entry, "name");
        earlier.put(
            name,
            new BackupFile(
                name,
                number(entry, "bytes"),
                text(entry, "sha256"),
                Times.parse(text(entry, "modified")),
                number(entry, "source_bytes"),
                Times.parse(text(entry, "source_modified"))));
      }
    } catch (CodecException | ClassCastException | NullPointerException e) {
      throw refused(path, "has a manifest that cannot be read (" + MANIFEST + ")");
    }
  }

  private static String text(JsonObject entry, String name) {
    return Objects.requireNonNull(entry.text(name));
  }

  private static long number(JsonObject entry, String name) {
    return Long.parseLong(((JsonNumber) Objects.requireNonNull(entry.get(name))).lexeme());
  }

  /** Lets others use the directory. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
