// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.ProviderFailure;
import dev.steno.chat.provider.ReplySink;
import dev.steno.chat.provider.Secrets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Hands the pieces of LangChain4j's streams on, and one end. For one thread at a time. */
final class StreamedReply implements StreamingChatResponseHandler {
  private final ReplySink sink;
  private final Wire wire;
  private final Secrets secrets;
  private final AtomicBoolean ended = new AtomicBoolean();

  StreamedReply(ReplySink sink, Wire wire, Secrets secrets) {
    this.sink = sink;
    this.wire = wire;
    this.secrets = secrets;
  }

  @Override
  public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
    if (goesOn(context.streamingHandle())) {
      sink.text(piece.text());
    }
  }

  @Override
  public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
    if (goesOn(context.streamingHandle())) {
      sink.reasoning(piece.text());
    }
  }

  /** Models that are not reached over our HTTP are cancelled when their next piece comes. */
  private boolean goesOn(StreamingHandle handle) {
    if (wire.isCancelled()) {
      handle.cancel();
      return false;
    }
    return !ended.get();
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    if (ended.compareAndSet(false, true)) {
      try {
        if (wire.facts().error() != null || wire.isUnfinished()) {
          // LangChain4j takes the end of some streams for the end of the answer.
          throw unfinished();
        }
        sink.reply(Replies.of(response, wire));
      } catch (ProviderFailure e) {
        sink.failed(e);
      } catch (RuntimeException e) {
        sink.failed(Failures.of(e, wire, secrets));
      }
    }
  }

  /** The stream is over, and LangChain4j may have noticed nothing. */
  void closed(@Nullable Throwable error) {
    if (ended.compareAndSet(false, true)) {
      sink.failed(error == null ? unfinished() : Failures.of(error, wire, secrets));
    }
  }

  private ProviderFailure unfinished() {
    String told = secrets.masked(wire.facts().error());
    return told != null
        ? new ProviderFailure(FailureKind.SERVER, told)
        : new ProviderFailure(FailureKind.NETWORK, "the stream ended before the answer did");
  }

  @Override
  public void onError(Throwable error) {
    if (ended.compareAndSet(false, true)) {
      sink.failed(Failures.of(error, wire, secrets));
    }
  }
}
