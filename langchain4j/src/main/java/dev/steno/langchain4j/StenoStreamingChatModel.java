// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.steno.client.Steno;
import java.util.Set;

/**
 * A streaming model whose calls are recorded as generations, with the time to the first token and
 * the number of pieces. As thread-safe as the model.
 *
 * <p>The model itself must not have a {@link StenoChatModelListener}, or each call is recorded
 * twice.
 */
public final class StenoStreamingChatModel implements StreamingChatModel {
  private final Steno steno;
  private final StreamingChatModel model;

  /** A model that is recorded with a client, which stays its caller's to close. */
  public StenoStreamingChatModel(Steno steno, StreamingChatModel model) {
    this.steno = steno;
    this.model = model;
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    ModelSpan span = ModelSpan.begin(steno, request, model.provider());
    try {
      model.chat(request, new TimedHandler(span, handler));
    } catch (RuntimeException | Error e) {
      span.fail(e);
      throw e;
    }
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return model.defaultRequestParameters();
  }

  @Override
  public ModelProvider provider() {
    return model.provider();
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return model.supportedCapabilities();
  }
}
