// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import dev.steno.codec.GenAiMessageJson;
import dev.steno.codec.Json;
import dev.steno.model.message.Message;
import java.util.List;
import java.util.Objects;

/** What is said in the spans of both sides. Stateless. */
final class Said {
  static final String CONVERSATION = "conv_123";
  static final String USER = "user_123";
  static final String INPUT = "What's the weather in Paris, and do I need an umbrella?";
  static final String OUTPUT = "Sunny all day, no umbrella needed.";

  // Not constants of the compiler: an application puts the name of the span together.
  static final String TOOL = String.valueOf("weather");
  static final String MODEL = String.valueOf("gpt-4o");
  static final String PROVIDER = "openai";

  /** 4 KB of text. */
  static final List<Message> MESSAGES =
      List.of(
          Message.text("system", "Answer from the documents, and say which one it was. ".repeat(8)),
          Message.text("user", "Which of them say how a neural network learns? ".repeat(20)),
          Message.text("assistant", "The second one does: by following the gradient. ".repeat(40)),
          Message.text("user", "And how fast does it?"));

  static final Message ANSWER = Message.text("assistant", "As fast as its step is long.");
  static final String SYSTEM_JSON =
      Json.write(
          Objects.requireNonNull(GenAiMessageJson.systemInstructions(MESSAGES.subList(0, 1))));
  static final String INPUT_JSON = Json.write(GenAiMessageJson.input(MESSAGES.subList(1, 4)));
  static final String ANSWER_JSON = Json.write(GenAiMessageJson.output(List.of(ANSWER), List.of()));

  private Said() {}
}
