// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter.sample;

import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.Prompt;

/** A model that says back what it was told, observed as Spring AI's own models are. */
final class EchoModel implements ChatModel {
  private final ObservationRegistry observations;

  EchoModel(ObservationRegistry observations) {
    this.observations = observations;
  }

  @Override
  public ChatResponse call(Prompt prompt) {
    ChatModelObservationContext context =
        ChatModelObservationContext.builder().prompt(prompt).provider("ECHO").build();
    return ChatModelObservationDocumentation.CHAT_MODEL_OPERATION
        .observation(null, new DefaultChatModelObservationConvention(), () -> context, observations)
        .observe(
            () -> {
              ChatResponse response = answer(prompt.getUserMessage().getText());
              context.setResponse(response);
              return response;
            });
  }

  private static ChatResponse answer(String said) {
    if (said.contains("break")) {
      throw new IllegalStateException("out of order");
    }
    Generation choice =
        new Generation(
            new AssistantMessage("You said: " + said),
            ChatGenerationMetadata.builder().finishReason("STOP").build());
    return new ChatResponse(
        List.of(choice),
        ChatResponseMetadata.builder()
            .id("echo-7")
            .model("echo-1-small")
            .usage(new DefaultUsage(12, 5))
            .build());
  }
}
