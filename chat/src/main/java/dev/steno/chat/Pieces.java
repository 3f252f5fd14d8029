// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.ProviderFailure;
import dev.steno.chat.provider.ProviderReply;
import dev.steno.chat.provider.ReplySink;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a stream and was not read yet. When 1,024 pieces wait, the provider's thread
 * waits too, so that a slow reader slows the provider down. Thread-safe.
 */
final class Pieces implements ReplySink {
  private static final int MOST = 1_024;
  private static final long PATIENCE = 50;

  private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(MOST);
  private volatile boolean cancelled;
  private volatile @Nullable Runnable cancel;

  void cancelledBy(Runnable way) {
    cancel = way;
  }

  /** Idempotent. */
  void cancel() {
    cancelled = true;
    Runnable way = cancel;
    if (way != null) {
      way.run();
    }
  }

  /**
   * A {@link ReplyChunk}, or the {@link ProviderReply} at the end.
   *
   * @throws ProviderFailure how the stream failed; TIMEOUT if nothing came in time
   */
  Object take(Duration timeout) throws ProviderFailure, InterruptedException {
    Object next = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      throw new ProviderFailure(FailureKind.TIMEOUT, "nothing came for " + timeout);
    }
    if (next instanceof ProviderFailure failure) {
      throw failure;
    }
    return next;
  }

  static ProviderReply reply(Object last) {
    return (ProviderReply) last;
  }

  @Override
  public void text(String piece) {
    put(new ReplyChunk(ReplyChunk.Kind.TEXT, piece));
  }

  @Override
  public void reasoning(String piece) {
    put(new ReplyChunk(ReplyChunk.Kind.REASONING, piece));
  }

  @Override
  public void reply(ProviderReply reply) {
    put(reply);
  }

  @Override
  public void failed(ProviderFailure failure) {
    put(failure);
  }

  private void put(Object piece) {
    try {
      while (!cancelled && !queue.offer(piece, PATIENCE, TimeUnit.MILLISECONDS)) {
        // The reader is slow, or gone: then it has cancelled.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
