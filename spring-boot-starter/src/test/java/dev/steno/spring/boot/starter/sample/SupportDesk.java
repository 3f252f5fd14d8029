// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter.sample;

import dev.steno.client.Steno;
import java.util.List;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Answers questions, each in a trace of its own. Thread-safe. */
public final class SupportDesk {
  private final Steno steno;
  private final ChatModel model;
  private final ToolCallingManager tools;

  SupportDesk(Steno steno, ChatModel model, ToolCallingManager tools) {
    this.steno = steno;
    this.model = model;
    this.tools = tools;
  }

  /** The answer to a question. */
  public String answer(String question) {
    return steno
        .trace(trace -> trace.conversationId("desk-1"))
        .message(question)
        .call(message -> turn(question));
  }

  /** The beginning of an answer; the rest of it is not waited for. */
  public String beginning(String question) {
    return steno
        .trace()
        .message(question)
        .call(
            message -> text(model.stream(prompt(question)).filter(SupportDesk::says).blockFirst()));
  }

  /** A whole answer, as it was streamed. */
  public List<String> pieces(String question) {
    return steno
        .trace()
        .message(question)
        .call(
            message ->
                model.stream(prompt(question))
                    .filter(SupportDesk::says)
                    .map(SupportDesk::text)
                    .collectList()
                    .block());
  }

  private String turn(String question) {
    Prompt prompt = prompt(question);
    ChatResponse response = model.call(prompt);
    // Spring AI 1 runs the tools within the call, 2 leaves it to who calls.
    while (response.hasToolCalls()) {
      prompt =
          new Prompt(
              tools.executeToolCalls(prompt, response).conversationHistory(), prompt.getOptions());
      response = model.call(prompt);
    }
    return text(response);
  }

  private Prompt prompt(String question) {
    ChatOptions options =
        OpenAiChatOptions.builder()
            .model("mock-mini")
            .temperature(0.2)
            .toolCallbacks(List.of(new OrderStatus(steno)))
            .build();
    return new Prompt(
        List.of(new SystemMessage("You are the support of a tea shop."), new UserMessage(question)),
        options);
  }

  private static boolean says(ChatResponse response) {
    return response.getResult() != null && !text(response).isEmpty();
  }

  private static String text(ChatResponse response) {
    String text = response.getResult().getOutput().getText();
    return text == null ? "" : text;
  }
}
