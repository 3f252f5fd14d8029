// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.directory;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.upkeep.Upkeep.BackedUp;
import dev.steno.storage.upkeep.Upkeep.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies the files of a store while it is in use. Thread-safe; one backup at a time.
 *
 * <p>Between two checkpoints the engine writes to its log only. So a file is brought up to date by
 * the writer, copied while what is appended goes to the log, and the copy is taken if the file is
 * the same as before. A file that changes each time is copied row by row.
 */
public final class Backup {
  /** A file that was written to so often while it was copied will be so again. */
  public static final int TRIES = 3;

  /** How coarse a file system's times may be: what was changed just now may be changed again. */
  private static final Duration SETTLED = Duration.ofMillis(50);

  private final Store store;
  private final int format;
  private final Clock clock;
  private final int tries;

  /** The files of a store in use. Thread-safe. */
  public interface Store {
    /** All of them, the databases without their logs. */
    List<Path> all();

    /** Whether something stands in a file's log only. */
    boolean hasLog(Path file);

    /** Brings a file up to date with its log. */
    void checkpoint(Path file);

    /** Writes what one transaction sees of a file to a new one. */
    void copyRows(Path file, Path target);
  }

  /**
   * Backups of a store.
   *
   * @param format that its files have
   * @param tries how often a file is copied before its rows are
   */
  public Backup(Store store, int format, Clock clock, int tries) {
    this.store = store;
    this.format = format;
    this.clock = clock;
    this.tries = tries;
  }

  /** See {@link dev.steno.storage.upkeep.Upkeep#backUp}. */
  public synchronized BackedUp run(Path directory, Watch watch) {
    List<Path> files = store.all();
    try (BackupDirectory target = BackupDirectory.open(directory)) {
      List<BackupFile> copies = new ArrayList<>();
      BackedUp done = new BackedUp(0, 0, 0, 0);
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        String name = String.valueOf(file.getFileName());
        watch.at((double) i / files.size(), name);
        BackupFile earlier = earlier(target.earlier(name), file);
        BackupFile copy = earlier != null ? earlier : copy(file, target.fresh(name));
        copies.add(copy);
        done =
            new BackedUp(
                done.files() + 1,
                done.bytes() + copy.bytes(),
                done.copiedFiles() + (earlier == null ? 1 : 0),
                done.copiedBytes() + (earlier == null ? copy.bytes() : 0));
      }
      watch.at(1, "finishing");
      target.finish(format, clock.instant(), copies);
      return done;
    } catch (IOException e) {
      throw new StorageException(
          Kind.FAILED,
          "The backup to " + directory + " failed: it cannot be written (" + e.getMessage() + ").",
          e);
    }
  }

  /** The copy that is there already; null if there is none or the file was changed since. */
  private @Nullable BackupFile earlier(@Nullable BackupFile earlier, Path file) throws IOException {
    if (earlier == null || store.hasLog(file)) {
      return null;
    }
    return earlier.isOf(file) ? earlier : null;
  }

  private BackupFile copy(Path file, Path target) throws IOException {
    for (int i = 0; i < tries; i++) {
      if (store.hasLog(file)) {
        store.checkpoint(file);
      }
      settle();
      BackupFile before = BackupFile.unhashed(file);
      String sha256 = BackupFile.copy(file, target);
      if (before.isOf(file)) {
        return before.copied(target, sha256);
      }
    }
    store.copyRows(file, target);
    return BackupFile.unhashed(file).withoutSource().copied(target, BackupFile.hash(target));
  }

  /** Waits until a change from now on has another time than the last one. */
  private static void settle() {
    try {
      Thread.sleep(SETTLED.toMillis());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
