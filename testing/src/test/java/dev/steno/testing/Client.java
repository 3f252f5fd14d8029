// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The clients of a library that many use, one for each wire, without retries of their own. */
enum Client {
  OPENAI {
    @Override
    ChatModel whole(URI server) {
      return OpenAiChatModel.builder()
          .baseUrl(server.resolve("v1").toString())
          .apiKey("any")
          .modelName("m")
          .returnThinking(true)
          .maxRetries(0)
          .build();
    }

    @Override
    StreamingChatModel streaming(URI server) {
      return OpenAiStreamingChatModel.builder()
          .baseUrl(server.resolve("v1").toString())
          .apiKey("any")
          .modelName("m")
          .returnThinking(true)
          .build();
    }
  },
  RESPONSES {
    @Override
    ChatModel whole(URI server) {
      return OpenAiResponsesChatModel.builder()
          .baseUrl(server.resolve("v1").toString())
          .apiKey("any")
          .modelName("m")
          .build();
    }

    @Override
    StreamingChatModel streaming(URI server) {
      return OpenAiResponsesStreamingChatModel.builder()
          .baseUrl(server.resolve("v1").toString())
          .apiKey("any")
          .modelName("m")
          .build();
    }
  },
  ANTHROPIC {
    @Override
    ChatModel whole(URI server) {
      return AnthropicChatModel.builder()
          .baseUrl(server.resolve("v1").toString())
          .apiKey("any")
          .modelName("m")
          .returnThinking(true)
          .maxRetries(0)
          .build();
    }

    @Override
    StreamingChatModel streaming(URI server) {
      return AnthropicStreamingChatModel.builder()
          .baseUrl(server.resolve("v1").toString())
          .apiKey("any")
          .modelName("m")
          .returnThinking(true)
          .build();
    }
  },
  OLLAMA {
    @Override
    ChatModel whole(URI server) {
      return OllamaChatModel.builder()
          .baseUrl(server.toString())
          .modelName("m")
          .returnThinking(true)
          .maxRetries(0)
          .build();
    }

    @Override
    StreamingChatModel streaming(URI server) {
      return OllamaStreamingChatModel.builder()
          .baseUrl(server.toString())
          .modelName("m")
          .returnThinking(true)
          .build();
    }
  };

  abstract ChatModel whole(URI server);

  abstract StreamingChatModel streaming(URI server);

  /**
   * What a client made of an answer.
   *
   * @param response the whole answer
   * @param streamedText the pieces of text, joined; the whole text if it was not streamed
   * @param streamedThoughts the pieces of reasoning, likewise
   */
  record Heard(ChatResponse response, String streamedText, String streamedThoughts) {

    AiMessage message() {
      return response.aiMessage();
    }

    List<ToolExecutionRequest> calls() {
      return message().toolExecutionRequests();
    }
  }

  /** Asks and waits; throws what the client reports. */
  Heard ask(MockModel model, boolean streamed, List<ChatMessage> messages) throws Exception {
    if (!streamed) {
      ChatResponse response = whole(model.address()).chat(messages);
      AiMessage message = response.aiMessage();
      return new Heard(
          response, String.valueOf(message.text()), String.valueOf(message.thinking()));
    }
    Listener listener = new Listener();
    streaming(model.address()).chat(messages, listener);
    ChatResponse response = listener.await();
    return new Heard(response, listener.text.toString(), listener.thoughts.toString());
  }

  /** Collects what comes, on the client's thread, until all is there. */
  private static final class Listener implements StreamingChatResponseHandler {
    private final StringBuffer text = new StringBuffer();
    private final StringBuffer thoughts = new StringBuffer();
    private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String piece) {
      text.append(piece);
    }

    @Override
    public void onPartialThinking(PartialThinking piece) {
      thoughts.append(piece.text());
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      whole.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      whole.completeExceptionally(error);
    }

    ChatResponse await() throws ExecutionException, InterruptedException, TimeoutException {
      return whole.get(20, TimeUnit.SECONDS);
    }
  }
}
