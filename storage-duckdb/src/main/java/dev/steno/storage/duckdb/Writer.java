// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Batches that wait are committed together; one that waits alone is
 * committed at once. Thread-safe.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** Larger groups gain nothing that a longer wait would not cost. */
  private static final int GROUP_PARTS = 1_000;

  private static final Duration IDLE = Duration.ofSeconds(2);
  private final WriteQueue queue;
  private final GroupCommit group;
  private final Checkpoints checkpoints;
  private final Runnable warmUp;
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param warmUp done before anything is written
   */
  Writer(WriteQueue queue, GroupCommit group, Checkpoints checkpoints, Runnable warmUp) {
    this.queue = queue;
    this.group = group;
    this.checkpoints = checkpoints;
    this.warmUp = warmUp;
    this.thread = new Thread(this::run, "steno-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs {@code work} on the writer's thread, in turn, and returns what it returned. */
  <T> T call(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    queue.add(
        new WriteQueue.Task(
            () -> {
              try {
                done.complete(work.get());
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            },
            done));
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StorageException refused
          ? refused
          : new StorageException(Kind.FAILED, "Writing failed: " + e.getCause(), e.getCause());
    }
  }

  /** Fails if the thread has ended by itself. */
  void check() {
    if (!thread.isAlive()) {
      throw new StorageException(
          Kind.FAILED, "The thread that writes has ended; restart the program.");
    }
  }

  private void run() {
    try {
      warmUp.run();
    } catch (RuntimeException e) {
      LOG.warn("Duplicates of what was sent before this start go unnoticed: {}", e.getMessage());
    }
    try {
      List<WriteQueue.Job> jobs = queue.take(GROUP_PARTS, IDLE);
      while (jobs != null) {
        if (jobs.isEmpty()) {
          checkpoints.whenIdle();
        }
        perform(jobs);
        checkpoints.whenDue();
        jobs = queue.take(GROUP_PARTS, IDLE);
      }
      checkpoints.all();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      // However the thread ends, nobody waits for it in vain.
      queue.close();
      queue.abandon().forEach(job -> job.fail(Readers.closed()));
    }
  }

  private void perform(List<WriteQueue.Job> jobs) {
    List<WriteQueue.Append> batches = new ArrayList<>();
    for (WriteQueue.Job job : jobs) {
      if (job instanceof WriteQueue.Append append) {
        batches.add(append);
      } else if (job instanceof WriteQueue.Task task) {
        task.work().run();
      }
    }
    if (batches.isEmpty()) {
      return;
    }
    try {
      group.write(batches);
    } catch (RuntimeException | Error e) {
      LOG.error("A batch could not be written", e);
      StorageException failed =
          new StorageException(Kind.FAILED, "The batch could not be written: " + e, e);
      batches.forEach(batch -> batch.fail(failed));
    } finally {
      batches.forEach(queue::done);
    }
  }

  /**
   * Writes what waits and ends the thread. Idempotent.
   *
   * @return whether that was done within the time; what was not is refused
   */
  boolean close(Duration within) {
    queue.close();
    boolean ended = false;
    try {
      thread.join(Math.max(1, within.toMillis()));
      ended = !thread.isAlive();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    List<WriteQueue.Job> left = queue.abandon();
    if (!left.isEmpty()) {
      LOG.error("Closed before {} batches that were not acknowledged were written", left.size());
      left.forEach(job -> job.fail(Readers.closed()));
    }
    return ended;
  }

  /** Checkpoints, so that logs stay short. For the writer's thread. */
  static final class Checkpoints {
    private static final long WORTH = 1L << 20;
    private final Segments segments;
    private final Writing writing;
    private final long longest;

    /**
     * Checkpoints of these files.
     *
     * @param longest how many bytes a log may have while others wait
     */
    Checkpoints(Segments segments, Writing writing, long longest) {
      this.segments = segments;
      this.writing = writing;
      this.longest = longest;
    }

    /** Brings the files with a log that has become too long up to date. */
    void whenDue() {
      segments.open().stream()
          .filter(segment -> segment.log().toFile().length() >= longest)
          .forEach(this::checkpoint);
    }

    /** Brings the files with a long log up to date. */
    void whenIdle() {
      segments.open().stream()
          .filter(segment -> segment.log().toFile().length() >= WORTH)
          .forEach(this::checkpoint);
    }

    /** Brings all files up to date. */
    void all() {
      segments.open().stream()
          .filter(segment -> segment.log().toFile().length() > 0)
          .forEach(this::checkpoint);
    }

    private void checkpoint(Segment segment) {
      try {
        writing.checkpoint(segment);
      } catch (SqlFailure e) {
        // What was committed is safe in the log; a later checkpoint, or the next start, takes it.
        LOG.warn("No checkpoint of {} now; it will be tried again", segment.file(), e);
      }
    }
  }
}
