// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Redacts what was said in a model call. For one thread. */
final class ExchangeRedaction {
  private final Redactor redactor;
  private final Findings findings;

  ExchangeRedaction(Redactor redactor, Findings findings) {
    this.redactor = redactor;
    this.findings = findings;
  }

  Exchange of(Exchange exchange) {
    return new Exchange(
        exchange.tools() == null ? null : Redactor.each(exchange.tools(), this::definition),
        messages(exchange.system()),
        messages(exchange.messages()),
        exchange.choices() == null
            ? null
            : Redactor.each(exchange.choices(), choice -> Redactor.each(choice, this::message)));
  }

  JsonValue definition(JsonValue tool) {
    return redactor.value(null, tool, findings);
  }

  Message message(Message message) {
    return new Message(
        redactor.text(message.role(), findings),
        Redactor.each(message.content(), this::block),
        text(message.reasoningContent()),
        Redactor.each(message.toolCalls(), this::call),
        text(message.toolCallId()),
        text(message.name()));
  }

  private @Nullable List<Message> messages(@Nullable List<Message> messages) {
    return messages == null ? null : Redactor.each(messages, this::message);
  }

  private ToolCall call(ToolCall call) {
    return new ToolCall(
        text(call.id()),
        redactor.text(call.type(), findings),
        redactor.text(call.name(), findings),
        redactor.text(call.arguments(), findings));
  }

  private ContentBlock block(ContentBlock block) {
    if (block instanceof ContentBlock.Text text) {
      return new ContentBlock.Text(redactor.text(text.text(), findings));
    }
    if (block instanceof ContentBlock.Json json) {
      return new ContentBlock.Json(redactor.value(null, json.json(), findings));
    }
    if (block instanceof Media media) {
      return new Media(media.kind(), source(media.source()));
    }
    JsonObject other = block.toJson();
    return new ContentBlock.Other(redactor.object(other, findings));
  }

  private Media.Source source(Media.Source source) {
    if (source instanceof Media.Base64 base64) {
      String type = base64.mediaType();
      String data = DataUrl.base64(base64.data(), type, redactor, findings);
      return new Media.Base64(data, text(type));
    }
    if (source instanceof Media.Url url) {
      return new Media.Url(redactor.text(url.url(), findings), text(url.mediaType()));
    }
    if (source instanceof Media.FileId file) {
      return new Media.FileId(redactor.text(file.fileId(), findings), text(file.mediaType()));
    }
    Media.Blob blob = (Media.Blob) source;
    return new Media.Blob(blob.sha256(), text(blob.mediaType()), blob.size());
  }

  private @Nullable String text(@Nullable String text) {
    return redactor.orNull(text, findings);
  }
}
