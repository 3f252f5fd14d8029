// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.directory;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The version of the format of a data directory, in its file {@code FORMAT}. Immutable.
 *
 * @param current the version that this program writes
 * @param migrations the steps from version 1 on, each to the next version
 */
public record FormatVersion(int current, List<Migration> migrations) {

  /** A step from one version to the next, to be run again if it was interrupted. */
  @FunctionalInterface
  public interface Migration {
    /** Takes the step in a directory that is locked. */
    void run(DataDirectory directory) throws IOException;
  }

  /** Checks that there is a step for each version. */
  public FormatVersion {
    migrations = List.copyOf(migrations);
    if (migrations.size() != current - 1) {
      throw new IllegalArgumentException(
          "migrations: " + migrations.size() + " (expected: " + (current - 1) + ")");
    }
  }

  /** Begins a new directory, migrates an older one, refuses a newer one. */
  void check(DataDirectory directory) throws IOException {
    Path file = directory.path().resolve("FORMAT");
    if (!Files.exists(file)) {
      refuseFilesWithoutFormat(directory, file, current);
      write(directory, file, current);
      return;
    }
    int found = read(file);
    if (found > current) {
      throw new StorageException(
          Kind.NEWER_FORMAT,
          "The data directory "
              + directory.path()
              + " has format "
              + found
              + ", this program knows up to "
              + current
              + "; use the newer program that wrote it.");
    }
    if (found < current) {
      FormerFormat.backUp(directory, found, current);
    }
    for (int version = found; version < current; version++) {
      migrations.get(version - 1).run(directory);
      write(directory, file, version + 1);
    }
  }

  private static void refuseFilesWithoutFormat(DataDirectory directory, Path file, int current) {
    if (!directory.weeks().isEmpty() || Files.exists(directory.catalog())) {
      throw new StorageException(
          Kind.DAMAGED,
          "The file "
              + file
              + " is missing beside existing data; restore it from a backup, or if the data was"
              + " written by this version write a line with "
              + current
              + " to it.");
    }
  }

  private static int read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    if (!text.matches("[1-9][0-9]{0,5}")) {
      String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
      throw new StorageException(
          Kind.DAMAGED,
          "The file "
              + file
              + " says '"
              + shown
              + "' (expected: the number of a format); restore it from a backup.");
    }
    return Integer.parseInt(text);
  }

  private static void write(DataDirectory directory, Path file, int version) throws IOException {
    Path fresh = file.resolveSibling("FORMAT.new");
    Files.writeString(fresh, version + "\n");
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    directory.sync();
  }
}
