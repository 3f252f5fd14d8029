// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Media.Kind;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LangChain4j's messages as Steno's. Stateless. */
final class ChatMessages {
  private ChatMessages() {}

  static Message message(ChatMessage message) {
    if (message instanceof SystemMessage system) {
      return Message.text("system", system.text());
    }
    if (message instanceof UserMessage user) {
      return new Message("user", blocks(user.contents()), null, List.of(), null, user.name());
    }
    if (message instanceof AiMessage answer) {
      return answer(answer);
    }
    if (message instanceof ToolExecutionResultMessage result) {
      return new Message(
          "tool", blocks(result.contents()), null, List.of(), result.id(), result.toolName());
    }
    String text =
        message instanceof CustomMessage custom
            ? custom.attributes().toString()
            : message.toString();
    return Message.text("custom", text);
  }

  private static Message answer(AiMessage answer) {
    List<ContentBlock> content = new ArrayList<>();
    if (answer.text() != null) {
      content.add(new ContentBlock.Text(answer.text()));
    }
    answer
        .images()
        .forEach(
            image ->
                content.add(media(Kind.IMAGE, image.url(), image.base64Data(), image.mimeType())));
    List<ToolCall> calls = answer.toolExecutionRequests().stream().map(ChatMessages::call).toList();
    return new Message("assistant", content, answer.thinking(), calls, null, null);
  }

  private static ToolCall call(ToolExecutionRequest call) {
    String arguments = call.arguments() == null ? "" : call.arguments();
    return ToolCall.function(call.id(), String.valueOf(call.name()), arguments);
  }

  private static List<ContentBlock> blocks(List<Content> contents) {
    return contents.stream().map(ChatMessages::block).toList();
  }

  private static ContentBlock block(Content content) {
    if (content instanceof TextContent text) {
      return new ContentBlock.Text(text.text());
    }
    if (content instanceof ImageContent image) {
      var it = image.image();
      return media(Kind.IMAGE, it.url(), it.base64Data(), it.mimeType());
    }
    if (content instanceof AudioContent audio) {
      var it = audio.audio();
      return media(Kind.AUDIO, it.url(), it.base64Data(), it.mimeType());
    }
    if (content instanceof VideoContent video) {
      var it = video.video();
      return media(Kind.VIDEO, it.url(), it.base64Data(), it.mimeType());
    }
    if (content instanceof PdfFileContent pdf) {
      var it = pdf.pdfFile();
      return media(Kind.FILE, it.url(), it.base64Data(), it.mimeType());
    }
    return new ContentBlock.Text(content.toString());
  }

  private static ContentBlock media(
      Kind kind, @Nullable URI url, @Nullable String base64, @Nullable String type) {
    if (url != null) {
      return new Media(kind, new Media.Url(url.toString(), type));
    }
    return new Media(kind, new Media.Base64(base64 == null ? "" : base64, type));
  }
}
