// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Runs calls on threads of their own, which end when nothing is to do. Thread-safe. */
final class Workers implements AutoCloseable {
  private static final int MOST_WAITING = 10_000;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  Workers(String name, int parallel) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            parallel,
            parallel,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  <T> CompletableFuture<T> submit(Supplier<T> work) {
    Result<T> result = new Result<>();
    Work<T> task = new Work<>(work, result);
    result.task = task;
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      String why =
          threads.isShutdown()
              ? "the model is closed"
              : MOST_WAITING + " calls are waiting already (expected: fewer at once)";
      result.completeExceptionally(
          new ChatException(FailureKind.OVERLOADED, why, null, List.of(), e));
    }
    return result;
  }

  /** What runs is interrupted, what waits is cancelled. */
  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      if (waiting instanceof Work<?> work) {
        work.cancel(true);
      }
    }
  }

  private static final class Work<T> extends FutureTask<T> {
    private final Result<T> result;

    Work(Supplier<T> supplier, Result<T> result) {
      super(
          () -> {
            T value = null;
            try {
              value = supplier.get();
              result.complete(value);
            } catch (Throwable e) {
              result.completeExceptionally(e);
            }
            return value;
          });
      this.result = result;
    }

    @Override
    protected void done() {
      if (isCancelled()) {
        result.cancel(true);
      }
    }
  }

  /** Its cancellation interrupts the thread that works for it. */
  private static final class Result<T> extends CompletableFuture<T> {
    private volatile FutureTask<T> task = new FutureTask<>(() -> {}, null);

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean first = super.cancel(mayInterrupt);
      if (first) {
        task.cancel(true);
      }
      return first;
    }
  }
}
