// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter.sample;

import dev.steno.client.Steno;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.observation.DefaultToolCallingObservationConvention;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;
import org.springframework.ai.tool.observation.ToolCallingObservationDocumentation;

/** Answers questions, each in a trace of its own. Thread-safe. */
public final class SupportDesk {
  private final Steno steno;
  private final ChatModel model;
  private final ObservationRegistry observations;

  SupportDesk(Steno steno, ChatModel model, ObservationRegistry observations) {
    this.steno = steno;
    this.model = model;
    this.observations = observations;
  }

  /** The answer to a question. */
  public String answer(String question) {
    return steno
        .trace(trace -> trace.conversationId("desk-1"))
        .message(question)
        .call(
            message -> {
              String found = lookUp("{\"order\":\"1042\"}");
              Prompt prompt =
                  new Prompt(
                      List.of(
                          new SystemMessage("Order 1042 is " + found), new UserMessage(question)),
                      ChatOptions.builder().model("echo-1").temperature(0.2).build());
              return String.valueOf(model.call(prompt).getResult().getOutput().getText());
            });
  }

  /** Observed as Spring AI's tool calling manager does it. */
  private String lookUp(String arguments) {
    ToolCallingObservationContext context =
        ToolCallingObservationContext.builder()
            .toolDefinition(
                ToolDefinition.builder()
                    .name("order_status")
                    .description("Says where an order is")
                    .inputSchema("{}")
                    .build())
            .toolCallArguments(arguments)
            .build();
    String found =
        ToolCallingObservationDocumentation.TOOL_CALL
            .observation(
                null, new DefaultToolCallingObservationConvention(), () -> context, observations)
            .observe(
                () -> {
                  context.setToolCallResult("in Kassel");
                  return "in Kassel";
                });
    return String.valueOf(found);
  }
}
