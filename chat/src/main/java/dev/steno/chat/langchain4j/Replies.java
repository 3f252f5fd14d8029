// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.ProviderFailure;
import dev.steno.chat.provider.ProviderReply;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** LangChain4j's answers as Steno's, with what the wire says besides. Stateless. */
final class Replies {
  private Replies() {}

  /**
   * An answer.
   *
   * @throws ProviderFailure INVALID_ANSWER if there is none in it
   */
  static ProviderReply of(@Nullable ChatResponse response, Wire wire) throws ProviderFailure {
    WireFacts facts = wire.facts();
    String refusal = facts.refusal();
    AiMessage answer = response == null ? null : response.aiMessage();
    if (response == null || answer == null) {
      if (refusal == null) {
        throw new ProviderFailure(FailureKind.INVALID_ANSWER, "the provider's answer is empty");
      }
      return reply(Message.text("assistant", refusal), null, null, null, null, wire);
    }
    Message message = message(answer);
    if (refusal != null && message.text().isEmpty()) {
      message = Message.text("assistant", refusal);
    }
    return reply(
        message,
        reason(response.finishReason()),
        response.modelName(),
        response.id(),
        usage(response.tokenUsage()),
        wire);
  }

  /** What the wire says, and where it says nothing what LangChain4j does. */
  private static ProviderReply reply(
      Message message,
      @Nullable String reason,
      @Nullable String model,
      @Nullable String id,
      @Nullable Usage usage,
      Wire wire)
      throws ProviderFailure {
    WireFacts facts = wire.facts();
    String finished = facts.finishReason() != null ? facts.finishReason() : reason;
    boolean nothing =
        message.content().isEmpty()
            && message.toolCalls().isEmpty()
            && message.reasoningContent() == null;
    if (nothing && finished == null) {
      throw new ProviderFailure(FailureKind.INVALID_ANSWER, "the provider's answer is empty");
    }
    return new ProviderReply(
        message,
        finished,
        facts.refusal() != null || "content_filter".equals(finished) || "refusal".equals(finished),
        facts.model() != null ? facts.model() : model,
        facts.id() != null ? facts.id() : id,
        facts.usage() != null ? facts.usage() : usage,
        facts.cost(),
        wire.raw());
  }

  private static Message message(AiMessage answer) {
    List<ContentBlock> content = new ArrayList<>();
    if (answer.text() != null && !answer.text().isEmpty()) {
      content.add(new ContentBlock.Text(answer.text()));
    }
    answer.images().forEach(image -> content.add(image(image)));
    ContentBlock attributes = Signatures.block(answer.attributes());
    if (attributes != null) {
      content.add(attributes);
    }
    String thinking = answer.thinking();
    return new Message(
        "assistant",
        content,
        thinking == null || thinking.isEmpty() ? null : thinking,
        answer.toolExecutionRequests().stream().map(Replies::call).toList(),
        null,
        null);
  }

  private static ContentBlock image(Image image) {
    Media.Source source =
        image.url() != null
            ? new Media.Url(image.url().toString(), image.mimeType())
            : new Media.Base64(String.valueOf(image.base64Data()), image.mimeType());
    return new Media(Media.Kind.IMAGE, source);
  }

  private static ToolCall call(ToolExecutionRequest call) {
    String arguments = call.arguments() == null ? "" : call.arguments();
    return ToolCall.function(call.id(), String.valueOf(call.name()), arguments);
  }

  private static @Nullable String reason(@Nullable FinishReason reason) {
    if (reason == null) {
      return null;
    }
    return reason == FinishReason.TOOL_EXECUTION
        ? "tool_calls"
        : reason.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Usage usage(@Nullable TokenUsage usage) {
    if (usage == null) {
      return null;
    }
    return new Usage(
        number(usage.inputTokenCount()),
        null,
        null,
        number(usage.outputTokenCount()),
        null,
        JsonObject.EMPTY);
  }

  private static @Nullable Long number(@Nullable Integer count) {
    return count == null ? null : Long.valueOf(count);
  }
}
