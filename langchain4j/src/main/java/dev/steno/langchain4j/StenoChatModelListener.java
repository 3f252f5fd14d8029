// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.steno.client.Steno;

/**
 * Records each call of a model as a generation: what it was given, its tools and parameters, what
 * it answered, usage and errors. Thread-safe; one listener serves many models.
 *
 * <p>The span stands below the current one, else in the current trace, else in a new one.
 * LangChain4j tells a listener nothing of the pieces of a streamed answer: to have the time of the
 * first token and the number of pieces, use {@link StenoStreamingChatModel} instead of this.
 */
public final class StenoChatModelListener implements ChatModelListener {
  private static final Object SPAN = StenoChatModelListener.class;

  private final Steno steno;

  /** A listener that records with a client, which stays its caller's to close. */
  public StenoChatModelListener(Steno steno) {
    this.steno = steno;
  }

  @Override
  public void onRequest(ChatModelRequestContext context) {
    ModelSpan span = ModelSpan.begin(steno, context.chatRequest(), context.modelProvider());
    context.attributes().put(SPAN, span);
  }

  @Override
  public void onResponse(ChatModelResponseContext context) {
    if (context.attributes().remove(SPAN) instanceof ModelSpan span) {
      span.end(context.chatResponse());
    }
  }

  @Override
  public void onError(ChatModelErrorContext context) {
    if (context.attributes().remove(SPAN) instanceof ModelSpan span) {
      span.fail(context.error());
    }
  }
}
