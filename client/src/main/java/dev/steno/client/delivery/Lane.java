// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process's own folder within a spool, held by a lock that ends with the process however it ends.
 * For one thread at a time.
 *
 * <p>Design note: a lock on a file is lost when the same process closes any other handle of it. So
 * a process never opens the lock of a lane of its own; the name, which begins with the process's
 * number and start, tells which those are, whatever class loader made them.
 */
final class Lane {
  private static final String LOCK = "lock";
  private static final String SUFFIX = ".spool";
  private static final String DESTINATION = "[0-9a-f]".repeat(16);
  private static final int ATTEMPTS = 10;

  /** How long what is left for another server or project may lie on disk. */
  static final Duration KEPT = Duration.ofDays(30);

  private final Path spool;
  private final Path folder;
  private final FileChannel channel;

  private Lane(Path spool, Path folder, FileChannel channel) {
    this.spool = spool;
    this.folder = folder;
    this.channel = channel;
  }

  /** A new, empty lane of this process. */
  static Lane create(Path spool) throws IOException {
    Files.createDirectories(spool, ownerOnly(spool, "rwx------"));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Path folder = Files.createTempDirectory(spool, prefix());
      Lane lane = lock(spool, folder, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lane != null) {
        return lane;
      }
    }
    throw new IOException(spool + ": another process locks every folder that is made here");
  }

  /** Moves the files of lanes whose process has ended into this lane; the oldest come first. */
  List<Path> adopt() throws IOException {
    List<Path> adopted = new ArrayList<>();
    for (Path dead : others(spool)) {
      try {
        Lane lane = lock(spool, dead, StandardOpenOption.WRITE);
        if (lane != null) {
          lane.giveTo(folder, adopted);
        }
      } catch (IOException e) {
        // Another process was faster, or may not touch it: what is left stays for the next look.
      }
    }
    return adopted;
  }

  /**
   * Moves into this lane what processes that have ended left for other servers or projects, if
   * nothing changed there for {@link #KEPT}: nobody may ever send it.
   */
  List<Path> expired() throws IOException {
    List<Path> expired = new ArrayList<>();
    Path here = spool.toAbsolutePath();
    Path all = here.getParent();
    for (Path other : all == null ? List.<Path>of() : listed(all, DESTINATION)) {
      try {
        if (!other.equals(here) && isOld(other)) {
          expire(other, expired);
        }
      } catch (IOException e) {
        // It is in use after all, or is nothing of ours.
      }
    }
    return expired;
  }

  private void expire(Path other, List<Path> expired) throws IOException {
    for (Path dead : others(other)) {
      Lane lane = isOld(dead) ? lock(other, dead, StandardOpenOption.WRITE) : null;
      if (lane != null) {
        lane.giveTo(folder, expired);
      }
    }
    Files.delete(other);
  }

  /** Whether nothing in a folder changed for long, by the clock of its file system. */
  private boolean isOld(Path other) throws IOException {
    Instant kept = Files.getLastModifiedTime(folder).toInstant().minus(KEPT);
    for (Path file : listed(other, "*")) {
      if (changed(file).toInstant().isAfter(kept)) {
        return false;
      }
    }
    return changed(other).toInstant().isBefore(kept);
  }

  /** The path of a file to be made, the {@code number}th. */
  Path file(long number) {
    return folder.resolve("%010d%s".formatted(number, SUFFIX));
  }

  /** Makes the names of new files last, whatever happens to the machine. */
  void sync() throws IOException {
    for (Path named : List.of(folder, spool)) {
      try (FileChannel names = FileChannel.open(named, StandardOpenOption.READ)) {
        names.force(true);
      } catch (AccessDeniedException windows) {
        return;
      }
    }
  }

  /** Lets go of it; its files are left to whoever comes next, in this process or another. */
  void close() throws IOException {
    String name = folder.getFileName().toString().replace(prefix(), "lane-left-");
    Files.move(folder, spool.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    channel.close();
  }

  /** Removes an empty lane. */
  void remove() throws IOException {
    Files.deleteIfExists(folder.resolve(LOCK));
    channel.close();
    Files.deleteIfExists(folder);
  }

  /** Moves its files and is no more; if that fails, whoever looks next may do the rest. */
  private void giveTo(Path other, List<Path> given) throws IOException {
    try (channel) {
      for (Path file : listed(folder, "*" + SUFFIX)) {
        Path there = other.resolve(folder.getFileName() + "-" + file.getFileName());
        given.add(Files.move(file, there, StandardCopyOption.ATOMIC_MOVE));
      }
      remove();
    }
  }

  private static List<Path> others(Path spool) throws IOException {
    List<Path> lanes = listed(spool, "lane-*");
    lanes.removeIf(
        lane ->
            lane.getFileName().toString().startsWith(prefix())
                || !Files.exists(lane.resolve(LOCK)));
    lanes.sort(Comparator.comparing(Lane::changed));
    return lanes;
  }

  /** Null if another process holds the lock. */
  private static @Nullable Lane lock(Path spool, Path folder, StandardOpenOption... how)
      throws IOException {
    Path file = folder.resolve(LOCK);
    FileChannel channel = FileChannel.open(file, Set.of(how), ownerOnly(file, "rw-------"));
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Lane(spool, folder, channel);
      }
    } catch (OverlappingFileLockException | IOException notOurs) {
      // Held within this process, or by a file system that knows no locks: not to be touched.
    }
    channel.close();
    return null;
  }

  private static List<Path> listed(Path folder, String pattern) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
      stream.forEach(paths::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    paths.sort(Comparator.naturalOrder());
    return paths;
  }

  private static FileTime changed(Path lane) {
    try {
      return Files.getLastModifiedTime(lane);
    } catch (IOException gone) {
      return FileTime.from(Instant.EPOCH);
    }
  }

  /** What was said to models is nobody else's business, where the file system can say so. */
  static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static String prefix() {
    ProcessHandle process = ProcessHandle.current();
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return "lane-" + process.pid() + "-" + start + "-";
  }
}
