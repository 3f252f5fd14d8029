// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.directory;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store: one database file for each week, a catalog, and a lock that keeps other
 * processes out. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {
  private static final Pattern WEEK = Pattern.compile("week-([0-9]{4}-[0-9]{2}-[0-9]{2})\\.duckdb");
  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Makes the directory if there is none, locks it and checks its format. */
  public static DataDirectory open(Path given, FormatVersion format) {
    Path path = given.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      DataDirectory directory = new DataDirectory(path, lock(path));
      try {
        refuseUnfinishedBackup(path);
        Files.createDirectories(directory.temporary());
        directory.clean();
        format.check(directory);
        return directory;
      } catch (RuntimeException | IOException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StorageException(
          Kind.FAILED,
          "The data directory "
              + path
              + " cannot be written; make it writable or name another one with --data.",
          e);
    }
  }

  private static void refuseUnfinishedBackup(Path path) {
    if (BackupDirectory.isUnfinished(path)) {
      throw new StorageException(
          Kind.DAMAGED,
          "The directory "
              + path
              + " holds a backup that was not finished; run 'steno backup' into it again, or"
              + " restore from another one.");
    }
  }

  /** Keeps other processes, and other stores of this one, out of a directory. */
  static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("LOCK"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Another store of this process has it: refused like that of another process.
    }
    if (lock == null) {
      String holder = holder(channel);
      channel.close();
      throw new StorageException(
          Kind.LOCKED,
          "The data directory "
              + path
              + " is in use by another process"
              + holder
              + "; stop that process, talk to its server with --server, or name another directory"
              + " with --data.");
    }
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
    return channel;
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    return text.matches("[0-9]+") ? " (" + text + ")" : "";
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The file of what is not divided by week. */
  public Path catalog() {
    return path.resolve("catalog.duckdb");
  }

  /** Where the engine puts what does not fit into memory. */
  public Path temporary() {
    return path.resolve("tmp");
  }

  /** The file of a week. */
  public Path week(LocalDate monday) {
    return path.resolve("week-" + monday + ".duckdb");
  }

  /** The weeks of which there is a file, in order. */
  public Set<LocalDate> weeks() {
    Set<LocalDate> weeks = new TreeSet<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Matcher name = WEEK.matcher(file.getFileName().toString());
        if (name.matches()) {
          weeks.add(LocalDate.parse(name.group(1)));
        }
      }
      return weeks;
    } catch (IOException e) {
      throw new StorageException(
          Kind.FAILED, "The data directory " + path + " cannot be read; make it readable.", e);
    }
  }

  /** The files that hold data and its format, with their logs; those that there are. */
  public List<Path> files() {
    Stream<Path> databases =
        Stream.concat(Stream.of(catalog()), weeks().stream().map(this::week))
            .flatMap(file -> Stream.of(file, CommitLog.of(file)));
    return Stream.concat(Stream.of(path.resolve("FORMAT")), databases)
        .filter(Files::exists)
        .toList();
  }

  /** The directories that keep the files as they were before a migration, oldest format first. */
  public List<Path> copies() {
    return FormerFormat.copies(this);
  }

  /** Deletes what a process that was killed left behind: copies in the making, and spilled rows. */
  private void clean() throws IOException {
    List<Path> left = new ArrayList<>();
    for (Path folder : List.of(path, temporary())) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> isLeft(file)).forEach(left::add);
      }
    }
    for (Path file : left) {
      Files.delete(file);
    }
  }

  private boolean isLeft(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (temporary().equals(file.getParent())
            || name.matches(".*\\.duckdb\\.new(\\.wal|\\.mark)?"));
  }

  /** Bytes of all files in the directory and below it. */
  public long used() {
    return bytes(path);
  }

  /** Bytes of the logs that a checkpoint has yet to bring into their files. */
  public long logs() {
    return files().stream()
        .filter(file -> file.toString().endsWith(".wal"))
        .mapToLong(DataDirectory::bytes)
        .sum();
  }

  /** Bytes of a file, or of all files in a directory and below it; 0 if it is not there. */
  public static long bytes(Path path) {
    if (Files.isRegularFile(path)) {
      return path.toFile().length();
    }
    // Not a stream of Files: what goes while it is looked at is no error here.
    File[] files = path.toFile().listFiles();
    return files == null ? 0 : Stream.of(files).mapToLong(file -> bytes(file.toPath())).sum();
  }

  /** Bytes that the disk has in all; the most there is if nobody knows. */
  public long size() {
    try {
      return Files.getFileStore(path).getTotalSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /** Bytes that can still be written; the most there is if nobody knows. */
  public long room() {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Makes the names of new files durable: to sync a file says nothing of the directory that names
   * it. The engine syncs its files only.
   */
  public void sync() throws IOException {
    sync(path);
  }

  /** Makes the names of new files in any directory durable. */
  public static void sync(Path path) throws IOException {
    try (FileChannel directory = openDirectory(path)) {
      if (directory != null) {
        directory.force(true);
      }
    }
  }

  private static @Nullable FileChannel openDirectory(Path path) {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException cannotBeOpened) {
      // Windows opens no directories; there the file system keeps names by itself.
      return null;
    }
  }

  /** Lets other processes in. Idempotent. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new StorageException(Kind.FAILED, "The lock of " + path + " cannot be released.", e);
    }
  }
}
