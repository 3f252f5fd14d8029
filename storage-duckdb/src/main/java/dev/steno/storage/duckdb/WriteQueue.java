// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.TraceStore.Appended;
import dev.steno.storage.sql.PreparedPart;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, in order. Bounded: a batch that does not fit is refused, except into an
 * empty queue, so that a batch of any size can be written at all. Thread-safe.
 */
final class WriteQueue {
  private final int mostParts;
  private final long mostBytes;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private int parts;
  private long bytes;
  private boolean closed;

  /** Something to be done by the writer. */
  sealed interface Job {
    /** Tells whoever waits that it will not be done. */
    void fail(StorageException reason);
  }

  /** A batch of parts. */
  record Append(List<PreparedPart> parts, long bytes, CompletableFuture<Appended> done)
      implements Job {
    @Override
    public void fail(StorageException reason) {
      done.completeExceptionally(reason);
    }
  }

  /** Anything else. */
  record Task(Runnable work, CompletableFuture<?> done) implements Job {
    @Override
    public void fail(StorageException reason) {
      done.completeExceptionally(reason);
    }
  }

  WriteQueue(int mostParts, long mostBytes) {
    this.mostParts = mostParts;
    this.mostBytes = mostBytes;
  }

  /**
   * Adds a batch.
   *
   * @throws StorageException OVERLOADED or CLOSED
   */
  synchronized void add(Append append) {
    refuseIfClosed();
    if (parts > 0
        && (parts + append.parts.size() > mostParts || bytes + append.bytes > mostBytes)) {
      throw overloaded();
    }
    parts += append.parts.size();
    bytes += append.bytes;
    jobs.add(append);
    notifyAll();
  }

  /** Adds a task; there are few of them, so they are not counted. */
  synchronized void add(Task task) {
    refuseIfClosed();
    jobs.add(task);
    notifyAll();
  }

  /** Throws what {@link #add(Append)} would throw for the smallest batch. */
  synchronized void refuseIfFull() {
    refuseIfClosed();
    if (parts >= mostParts || bytes >= mostBytes) {
      throw overloaded();
    }
  }

  /**
   * The next task alone, or the next batches up to so many parts. Empty if nothing came within the
   * time; null if the queue is closed and all was taken.
   */
  synchronized @Nullable List<Job> take(int most, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (jobs.isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (closed) {
        return null;
      }
      if (left <= 0) {
        return List.of();
      }
      wait(left);
    }
    List<Job> taken = new ArrayList<>();
    int size = 0;
    do {
      Job job = jobs.remove();
      taken.add(job);
      size += job instanceof Append append ? append.parts.size() : most;
    } while (size < most && jobs.peek() instanceof Append);
    return taken;
  }

  /** The batch is written or refused, and its memory free. */
  synchronized void done(Append append) {
    parts -= append.parts.size();
    bytes -= append.bytes;
  }

  /** Refuses whatever comes from now on. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** What was added and not taken. */
  synchronized List<Job> abandon() {
    List<Job> left = List.copyOf(jobs);
    jobs.clear();
    return left;
  }

  private void refuseIfClosed() {
    if (closed) {
      throw Readers.closed();
    }
  }

  private StorageException overloaded() {
    return new StorageException(
        Kind.OVERLOADED,
        "The store has "
            + parts
            + " parts of "
            + bytes
            + " bytes waiting to be written (limit: "
            + mostParts
            + " parts, "
            + mostBytes
            + " bytes); send again in a second.");
  }
}
