// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;

/** Notes when pieces of an answer come, and hands all on as it came. As thread-safe as its next. */
final class TimedHandler implements StreamingChatResponseHandler {
  private final ModelSpan span;
  private final StreamingChatResponseHandler next;

  TimedHandler(ModelSpan span, StreamingChatResponseHandler next) {
    this.span = span;
    this.next = next;
  }

  @Override
  public void onPartialResponse(String text) {
    span.chunk(text);
    next.onPartialResponse(text);
  }

  @Override
  public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
    span.chunk(piece.text());
    next.onPartialResponse(
        piece, new PartialResponseContext(new Noticed(context.streamingHandle())));
  }

  @Override
  public void onPartialThinking(PartialThinking piece) {
    span.firstToken();
    next.onPartialThinking(piece);
  }

  @Override
  public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
    span.firstToken();
    next.onPartialThinking(
        piece, new PartialThinkingContext(new Noticed(context.streamingHandle())));
  }

  @Override
  public void onPartialToolCall(PartialToolCall piece) {
    span.firstToken();
    next.onPartialToolCall(piece);
  }

  @Override
  public void onPartialToolCall(PartialToolCall piece, PartialToolCallContext context) {
    span.firstToken();
    next.onPartialToolCall(
        piece, new PartialToolCallContext(new Noticed(context.streamingHandle())));
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    span.firstToken();
    next.onCompleteToolCall(call);
  }

  @Override
  public void onUnmappedRawEvent(Object event) {
    next.onUnmappedRawEvent(event);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    span.end(response);
    next.onCompleteResponse(response);
  }

  @Override
  public void onError(Throwable error) {
    span.fail(error);
    next.onError(error);
  }

  /** A handle by which a stream is given up: its model tells of it no more. */
  private final class Noticed implements StreamingHandle {
    private final StreamingHandle handle;

    Noticed(StreamingHandle handle) {
      this.handle = handle;
    }

    @Override
    public void cancel() {
      try {
        handle.cancel();
      } finally {
        span.abandon();
      }
    }

    @Override
    public boolean isCancelled() {
      return handle.isCancelled();
    }
  }
}
