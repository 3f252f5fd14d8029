// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.ProviderFailure;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer, to be read once and by one thread. Tools are run, and what failed before its
 * first piece is tried again, while it is read. Closing it before its end cancels the request; the
 * interaction then says that it was abandoned, and keeps what had come.
 */
public final class ReplyStream implements Iterable<ReplyChunk>, AutoCloseable {
  private final LogicalCall call;
  private @Nullable Pieces pieces;
  private @Nullable ReplyChunk ahead;
  private boolean handedOn;
  private boolean iterated;
  private boolean over;
  private boolean complete;

  ReplyStream(LogicalCall call) {
    this.call = call;
  }

  /**
   * The pieces in order.
   *
   * @throws IllegalStateException if it was called before, or the stream is closed
   */
  @Override
  public Iterator<ReplyChunk> iterator() {
    if (iterated || over) {
      throw new IllegalStateException("the stream was read or closed (expected: one reading)");
    }
    iterated = true;
    return new Reading();
  }

  /**
   * The whole answer; reads what has not been read.
   *
   * @throws ChatException if it failed
   * @throws IllegalStateException if it was closed before its end
   */
  public ModelReply reply() {
    while (advance()) {
      ahead = null;
    }
    if (!complete) {
      throw new IllegalStateException("the stream was closed before its end");
    }
    return call.reply();
  }

  /** Idempotent; without effect after the end. */
  @Override
  public void close() {
    if (!over) {
      over = true;
      cancel();
      call.abandoned();
    }
  }

  private void cancel() {
    if (pieces != null) {
      pieces.cancel();
    }
  }

  /** Whether there is a piece ahead. */
  private boolean advance() {
    while (ahead == null && !over) {
      try {
        step();
      } catch (ChatException e) {
        over = true;
        cancel();
        throw e;
      }
    }
    return ahead != null;
  }

  private void step() {
    try {
      if (pieces == null) {
        pieces = new Pieces();
        handedOn = false;
        pieces.cancelledBy(call.core.provider.stream(call.next(), pieces));
      }
      Object piece = pieces.take(call.core.timeout);
      if (piece instanceof ReplyChunk chunk) {
        ahead = chunk;
        handedOn = true;
        call.chunk(chunk);
      } else {
        complete = over = call.answered(Pieces.reply(piece));
        pieces = null;
      }
    } catch (ProviderFailure e) {
      cancel();
      pieces = null;
      call.failed(e, !handedOn);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      pieces = null;
      call.failed(
          new ProviderFailure(FailureKind.CANCELLED, "cancelled while it was read", null, null, e),
          false);
    }
  }

  private final class Reading implements Iterator<ReplyChunk> {
    @Override
    public boolean hasNext() {
      return advance();
    }

    @Override
    public ReplyChunk next() {
      ReplyChunk next = advance() ? ahead : null;
      if (next == null) {
        throw new NoSuchElementException("the stream is at its end");
      }
      ahead = null;
      return next;
    }
  }
}
