// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer, to be read once and by one thread. Tools are run, and what failed before its
 * first piece is tried again, while it is read. Closing it before its end cancels the request; the
 * interaction then says that it was abandoned, and keeps what had come. So does forgetting it, as
 * soon as that is noticed.
 */
public final class ReplyStream implements Iterable<ReplyChunk>, AutoCloseable {
  private static final Cleaner FORGOTTEN = Cleaner.create();

  private final StreamedCall call;
  private final Cleaner.Cleanable cleaning;
  private boolean iterated;

  /**
   * A stream.
   *
   * @param whenOver see {@link StreamedCall}; must not refer to this stream
   */
  ReplyStream(LogicalCall logical, Consumer<@Nullable ModelReply> whenOver) {
    StreamedCall streamed = new StreamedCall(logical, whenOver);
    call = streamed;
    cleaning = FORGOTTEN.register(this, streamed::abandon);
  }

  /**
   * The pieces in order.
   *
   * @throws IllegalStateException if it was called before, or the stream is closed
   */
  @Override
  public Iterator<ReplyChunk> iterator() {
    if (iterated || call.isOver()) {
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
    try {
      while (call.ahead() != null) {
        call.taken();
      }
      return call.reply();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Idempotent; without effect after the end. */
  @Override
  public void close() {
    cleaning.clean();
  }

  private final class Reading implements Iterator<ReplyChunk> {
    @Override
    public boolean hasNext() {
      return call.ahead() != null;
    }

    @Override
    public ReplyChunk next() {
      ReplyChunk next = call.ahead();
      if (next == null) {
        throw new NoSuchElementException("the stream is at its end");
      }
      call.taken();
      return next;
    }
  }
}
