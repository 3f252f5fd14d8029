// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.ProviderFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A logical call whose answers come in pieces, pulled by its reader. For one thread. */
final class StreamedCall {
  private final LogicalCall call;
  private final Consumer<@Nullable ModelReply> whenOver;
  private @Nullable Pieces pieces;
  private @Nullable ReplyChunk ahead;
  private boolean handedOn;
  private boolean over;
  private boolean complete;

  /**
   * A call that begins when it is read.
   *
   * @param whenOver is told once that the call is over, with the answer if it is complete
   */
  StreamedCall(LogicalCall call, Consumer<@Nullable ModelReply> whenOver) {
    this.call = call;
    this.whenOver = whenOver;
  }

  boolean isOver() {
    return over;
  }

  /**
   * The next piece, which stays ahead until it is taken; null at the end.
   *
   * @throws ChatException if the call failed
   */
  @Nullable ReplyChunk ahead() {
    while (ahead == null && !over) {
      try {
        step();
      } catch (ChatException e) {
        end(null);
        throw e;
      } catch (RuntimeException | Error e) {
        end(null);
        call.broke(e);
        throw e;
      }
    }
    return ahead;
  }

  private void end(@Nullable ModelReply reply) {
    over = true;
    cancel();
    whenOver.accept(reply);
  }

  void taken() {
    ahead = null;
  }

  ModelReply reply() {
    if (!complete) {
      throw new IllegalStateException(
          "the stream was closed before its end, or failed (expected: one that was read)");
    }
    return call.reply();
  }

  /** Idempotent; without effect after the end. */
  void abandon() {
    if (!over) {
      end(null);
      call.abandoned();
    }
  }

  private void cancel() {
    if (pieces != null) {
      pieces.cancel();
      pieces = null;
    }
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
        pieces = null;
        complete = call.answered(Pieces.reply(piece));
        if (complete) {
          end(call.reply());
        }
      }
    } catch (ProviderFailure e) {
      cancel();
      call.failed(e, !handedOn);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      call.failed(
          new ProviderFailure(FailureKind.CANCELLED, "cancelled while it was read", null, null, e),
          false);
    }
  }
}
