// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.directory;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the files of an older format before they are migrated. Pure functions over files. */
final class FormerFormat {
  private static final Logger LOG = LoggerFactory.getLogger(FormerFormat.class);
  private static final String NAME = "backup-of-format-";
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
  private static final long MEBI = 1L << 20;

  private FormerFormat() {}

  /**
   * Copies the files as they are into a directory beside them, which the older program can open.
   * One that is there is whole, for it gets its name last, and is kept.
   */
  static void backUp(DataDirectory directory, int format, int to) throws IOException {
    Path backup = directory.path().resolve(NAME + format);
    if (Files.exists(backup)) {
      return;
    }
    List<Path> files = directory.files();
    refuseWithoutRoom(directory, files, format);
    Path unfinished = backup.resolveSibling(backup.getFileName() + ".unfinished");
    Files.createDirectories(unfinished);
    for (Path file : files) {
      Path copy = unfinished.resolve(file.getFileName());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      sync(copy);
    }
    DataDirectory.sync(unfinished);
    Files.move(unfinished, backup, StandardCopyOption.ATOMIC_MOVE);
    directory.sync();
    LOG.info(
        "The data directory {} is brought from format {} to {}. Its files as they were are in {}:"
            + " delete that directory when all is well, for what is deleted from now on stays in"
            + " there.",
        directory.path(),
        format,
        to,
        backup);
  }

  /** The copies that are there, oldest format first. */
  static List<Path> copies(DataDirectory directory) {
    File[] found = directory.path().toFile().listFiles(FormerFormat::isCopy);
    return found == null
        ? List.of()
        : Stream.of(found)
            .sorted(Comparator.comparing(File::getName, BY_NUMBER))
            .map(File::toPath)
            .toList();
  }

  private static boolean isCopy(File file) {
    return file.isDirectory() && file.getName().matches(NAME + "[0-9]+");
  }

  private static void refuseWithoutRoom(DataDirectory directory, List<Path> files, int format)
      throws IOException {
    long bytes = MEBI;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    if (directory.room() < bytes) {
      throw new StorageException(
          Kind.FULL,
          "The data directory "
              + directory.path()
              + " has format "
              + format
              + " and is copied before it is migrated, which takes "
              + (bytes + MEBI - 1) / MEBI
              + " MiB, more than its disk has left; free some space, then start again.");
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
