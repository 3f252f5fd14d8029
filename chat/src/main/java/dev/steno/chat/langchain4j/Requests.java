// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.Parameters;
import dev.steno.chat.provider.ProviderFailure;
import dev.steno.chat.provider.ProviderRequest;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests as LangChain4j takes them. Stateless. */
final class Requests {
  private static final Set<String> KEYWORDS =
      Set.of("type", "description", "properties", "required", "additionalProperties", "$defs");

  private Requests() {}

  /**
   * A request, with the parameters that all providers know.
   *
   * @throws ProviderFailure INVALID_REQUEST or UNSUPPORTED, if something in it cannot be said
   */
  static ChatRequest of(ProviderRequest request, DefaultChatRequestParameters.Builder<?> parameters)
      throws ProviderFailure {
    Map<String, String> toolNames = new HashMap<>();
    List<ChatMessage> messages = new ArrayList<>();
    for (Message message : request.messages()) {
      message.toolCalls().forEach(call -> toolNames.put(String.valueOf(call.id()), call.name()));
      messages.add(message(message, toolNames));
    }
    set(parameters, request.parameters());
    if (!request.tools().isEmpty()) {
      parameters.toolSpecifications(tools(request.tools()));
    }
    JsonObject schema = request.schema();
    if (schema != null) {
      parameters.responseFormat(
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(
                  JsonSchema.builder()
                      .name("answer")
                      .rootElement(JsonRawSchema.from(Json.write(schema)))
                      .build())
              .build());
    }
    return ChatRequest.builder().messages(messages).parameters(parameters.build()).build();
  }

  private static void set(DefaultChatRequestParameters.Builder<?> builder, Parameters set) {
    builder
        .temperature(set.real("temperature"))
        .topP(set.real("top_p"))
        .topK(set.whole("top_k"))
        .frequencyPenalty(set.real("frequency_penalty"))
        .presencePenalty(set.real("presence_penalty"))
        .maxOutputTokens(set.whole("max_output_tokens"));
    if (!set.stop().isEmpty()) {
      builder.stopSequences(set.stop());
    }
  }

  /** {@link RequestBody} sends the schemas word by word; models of others see what is known. */
  private static List<ToolSpecification> tools(List<JsonObject> definitions) {
    return definitions.stream().map(Requests::tool).toList();
  }

  private static ToolSpecification tool(JsonObject definition) {
    Map<String, JsonValue> members = new LinkedHashMap<>(definition.members());
    members.computeIfPresent("parameters", (name, schema) -> known(schema));
    try {
      return ToolSpecification.fromJson(Json.write(new JsonObject(members)));
    } catch (RuntimeException e) {
      return ToolSpecification.builder()
          .name(definition.text("name"))
          .description(definition.text("description"))
          .parameters(JsonObjectSchema.builder().build())
          .build();
    }
  }

  private static JsonValue known(JsonValue schema) {
    if (!(schema instanceof JsonObject object)) {
      return schema;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    members.keySet().retainAll(KEYWORDS);
    members.putIfAbsent("type", JsonValue.of("object"));
    return new JsonObject(members);
  }

  private static ChatMessage message(Message message, Map<String, String> toolNames)
      throws ProviderFailure {
    return switch (message.role()) {
      case "system", "developer" -> SystemMessage.from(message.text());
      case "user" -> user(message);
      case "assistant" -> answer(message);
      case "tool" -> {
        String name = toolNames.get(String.valueOf(message.toolCallId()));
        yield ToolExecutionResultMessage.from(
            message.toolCallId(), name != null ? name : message.name(), message.text());
      }
      default ->
          throw new ProviderFailure(
              FailureKind.INVALID_REQUEST,
              "role: " + message.role() + " (expected: system, user, assistant or tool)");
    };
  }

  private static UserMessage user(Message message) throws ProviderFailure {
    List<Content> contents = new ArrayList<>();
    for (ContentBlock block : message.content()) {
      contents.add(content(block));
    }
    return contents.isEmpty() ? UserMessage.from("") : UserMessage.from(message.name(), contents);
  }

  private static Content content(ContentBlock block) throws ProviderFailure {
    if (block instanceof ContentBlock.Text text) {
      return TextContent.from(text.text());
    }
    if (block instanceof ContentBlock.Json json) {
      return TextContent.from(Json.write(json.json()));
    }
    if (block instanceof Media media) {
      if (media.source() instanceof Media.Url url) {
        return byUrl(media.kind(), URI.create(url.url()));
      }
      if (media.source() instanceof Media.Base64 data) {
        return inPlace(media.kind(), data.data(), data.mediaType());
      }
    }
    throw new ProviderFailure(
        FailureKind.UNSUPPORTED,
        "content of type "
            + block.toJson().text("type")
            + " cannot be sent from here"
            + " (expected: text, or an image, audio, video or file by URL or in base64)");
  }

  private static Content byUrl(Media.Kind kind, URI url) {
    return switch (kind) {
      case IMAGE -> ImageContent.from(url);
      case AUDIO -> AudioContent.from(url);
      case VIDEO -> VideoContent.from(url);
      case FILE -> PdfFileContent.from(url);
    };
  }

  private static Content inPlace(Media.Kind kind, String data, @Nullable String type) {
    return switch (kind) {
      case IMAGE -> ImageContent.from(data, type);
      case AUDIO -> AudioContent.from(data, type);
      case VIDEO -> VideoContent.from(data, type);
      case FILE -> PdfFileContent.from(data, type);
    };
  }

  private static AiMessage answer(Message message) {
    AiMessage.Builder answer = AiMessage.builder().thinking(message.reasoningContent());
    String text = message.text();
    if (!text.isEmpty()) {
      answer.text(text);
    }
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (ToolCall call : message.toolCalls()) {
      calls.add(
          ToolExecutionRequest.builder()
              .id(call.id())
              .name(call.name())
              .arguments(call.arguments())
              .build());
    }
    Map<String, Object> attributes = Signatures.attributes(message);
    if (!attributes.isEmpty()) {
      answer.attributes(attributes);
    }
    return answer.toolExecutionRequests(calls).build();
  }
}
