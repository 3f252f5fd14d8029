// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Media.Kind;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.content.Content;
import org.springframework.ai.content.MediaContent;

/** Spring AI's messages as Steno's. Stateless. */
final class ChatMessages {
  private ChatMessages() {}

  /** The messages in their order; one that answers several tool calls becomes as many. */
  static List<Message> of(List<org.springframework.ai.chat.messages.Message> messages) {
    List<Message> all = new ArrayList<>();
    for (org.springframework.ai.chat.messages.Message message : messages) {
      if (message instanceof AssistantMessage answer) {
        all.add(answer(answer));
      } else if (message instanceof ToolResponseMessage results) {
        results.getResponses().forEach(result -> all.add(result(result)));
      } else {
        String role = message.getMessageType().getValue();
        all.add(new Message(role, blocks(message), null, List.of(), null, null));
      }
    }
    return all;
  }

  static Message answer(AssistantMessage answer) {
    List<ToolCall> calls =
        answer.getToolCalls().stream()
            .map(call -> ToolCall.function(call.id(), call.name(), call.arguments()))
            .toList();
    Object reasoning = answer.getMetadata().get("reasoningContent");
    String thought = reasoning instanceof String text && !text.isEmpty() ? text : null;
    return new Message("assistant", blocks(answer), thought, calls, null, null);
  }

  private static Message result(ToolResponseMessage.ToolResponse result) {
    ContentBlock text = new ContentBlock.Text(result.responseData());
    return new Message("tool", List.of(text), null, List.of(), result.id(), result.name());
  }

  private static List<ContentBlock> blocks(Content content) {
    List<ContentBlock> blocks = new ArrayList<>();
    if (content.getText() != null && !content.getText().isEmpty()) {
      blocks.add(new ContentBlock.Text(content.getText()));
    }
    if (content instanceof MediaContent with) {
      with.getMedia().forEach(media -> blocks.add(block(media)));
    }
    return blocks;
  }

  private static ContentBlock block(org.springframework.ai.content.Media media) {
    String type = media.getMimeType().toString();
    Kind kind =
        switch (media.getMimeType().getType()) {
          case "image" -> Kind.IMAGE;
          case "audio" -> Kind.AUDIO;
          case "video" -> Kind.VIDEO;
          default -> Kind.FILE;
        };
    if (media.getData() instanceof byte[] bytes) {
      return new Media(kind, new Media.Base64(Base64.getEncoder().encodeToString(bytes), type));
    }
    String text = String.valueOf(media.getData());
    // Base64 has no colon, an address has one.
    return text.indexOf(':') >= 0
        ? new Media(kind, new Media.Url(text, type))
        : new Media(kind, new Media.Base64(text, type));
  }
}
