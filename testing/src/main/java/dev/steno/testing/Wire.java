// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's wire format: its requests in, its answers out. Stateless. */
sealed interface Wire permits ChatCompletions, AnthropicMessages, OllamaChat, OpenAiResponses {

  /** The format spoken at a path; null if there is none. */
  static @Nullable Wire at(String path) {
    return switch (path) {
      case "/v1/chat/completions" -> new ChatCompletions();
      case "/v1/responses" -> new OpenAiResponses();
      case "/v1/messages" -> new AnthropicMessages();
      case "/api/chat" -> new OllamaChat();
      default -> null;
    };
  }

  /** What a request asks for, its messages as ChatML. */
  ModelCall call(JsonObject request, int attempt) throws BadRequest;

  /** What the ids of tool calls begin with. */
  String callPrefix();

  /** The whole answer. */
  JsonObject answer(Answered answered);

  /** The content type of a streamed answer. */
  String streamType();

  /** The answer as the pieces of a stream, in order and ready to be written. */
  List<String> stream(Answered answered);

  /** The body of an error. */
  JsonObject error(int status, String message);

  /**
   * An error in the middle of a stream.
   *
   * @param chunks how many came before
   */
  String failureInStream(ModelReply.Failure failure, int chunks);

  /** A server-sent event that has a name. */
  static String event(String name, JsonObject data) {
    return "event: " + name + "\ndata: " + Json.write(data) + "\n\n";
  }

  /** What is wrong with a request, as the provider would put it. */
  final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
      super(message);
    }
  }
}
