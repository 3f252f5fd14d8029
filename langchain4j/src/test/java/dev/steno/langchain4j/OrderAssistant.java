// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.steno.client.Steno;
import java.util.ArrayList;
import java.util.List;

/** A sample application: answers questions about orders with a model and a tool. */
final class OrderAssistant {
  private static final ToolSpecification STATUS =
      ToolSpecification.builder()
          .name("order_status")
          .description("Says where an order is")
          .parameters(
              JsonObjectSchema.builder().addStringProperty("order").required("order").build())
          .build();

  private final Steno steno;
  private final StenoTools tools;
  private final ChatModel model;

  OrderAssistant(Steno steno, String baseUrl) {
    this.steno = steno;
    tools = new StenoTools(steno);
    model = model(steno, baseUrl);
  }

  static ChatModel model(Steno steno, String baseUrl) {
    return OpenAiChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey("none")
        .modelName("mock-mini")
        .temperature(0.2)
        .maxTokens(200)
        .maxRetries(0)
        .listeners(List.of(new StenoChatModelListener(steno)))
        .build();
  }

  /** One turn of a conversation, a trace of its own. */
  String answer(String question) {
    return steno
        .trace(trace -> trace.conversationId("order-1042"))
        .message(question)
        .call(message -> turn(question));
  }

  private String turn(String question) {
    List<ChatMessage> history = new ArrayList<>();
    history.add(SystemMessage.from("You are the support of a tea shop."));
    history.add(UserMessage.from(question));
    while (true) {
      ChatRequest request =
          ChatRequest.builder().messages(history).toolSpecifications(STATUS).build();
      AiMessage answer = model.chat(request).aiMessage();
      history.add(answer);
      if (!answer.hasToolExecutionRequests()) {
        return answer.text();
      }
      for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
        String result = tools.execute(call, span -> lookUp(call));
        history.add(ToolExecutionResultMessage.from(call, result));
      }
    }
  }

  private static String lookUp(ToolExecutionRequest call) {
    if (call.arguments().contains("0000")) {
      throw new IllegalArgumentException("no such order");
    }
    return "in Kassel";
  }
}
