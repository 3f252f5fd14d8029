// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.Fields;
import dev.steno.codec.Json;
import dev.steno.codec.ObjectBuilder;
import dev.steno.codec.Times;
import dev.steno.codec.UsageJson;
import dev.steno.model.Usage;
import dev.steno.model.interaction.Response;
import dev.steno.model.interaction.Response.Raw;
import dev.steno.model.interaction.Timing;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code response} of an interaction as JSON: an object whether there was one or not. */
final class ResponseJson {
  private static final String ROLE = "assistant";

  private ResponseJson() {}

  static JsonObject toJson(@Nullable Response response) {
    Message message = response == null ? null : response.message();
    Raw raw = response == null ? null : response.raw();
    Timing timing = response == null ? null : response.timing();
    Usage usage = response == null ? null : response.usage();
    JsonObject json =
        new ObjectBuilder()
            .fixed()
            .put("content", message == null ? null : content(message))
            .put("raw_response", raw == null ? null : RawJson.body(raw.response()))
            .putList("tool_calls", calls(message), ResponseJson::call)
            .put("finish_reason", response == null ? null : response.finishReason())
            .put("usage", usage == null ? null : usage(usage))
            .put("generation_time_ms", response == null ? null : response.generationTime())
            .put("reasoning", message == null ? null : message.reasoningContent())
            .put("time_to_first_token_ms", timing == null ? null : timing.firstToken())
            .putList("chunk_times_ms", timing == null ? null : timing.times(), Times::milliseconds)
            .put("chunk_count", timing == null ? null : Long.valueOf(timing.chunks()))
            .put("response_id", response == null ? null : response.responseId())
            .open()
            .put("raw_response_text", raw == null ? null : RawJson.verbatim(raw.response()))
            .put("raw_bytes_cut", raw == null ? null : Long.valueOf(raw.cut()))
            .build();
    return message == null ? json : withMessage(json, message);
  }

  /** With the whole message where the members above do not say all of it. */
  private static JsonObject withMessage(JsonObject json, Message message) {
    Fields fields = new Fields(json);
    if (!isNothing(json) && message(fields).equals(message)) {
      return json;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(json.members());
    members.put("message", InteractionJson.message(message));
    return new JsonObject(members);
  }

  /** Reads the response of a whole interaction; null if there was none. */
  static @Nullable Response fromJson(Fields interaction) {
    Fields fields = interaction.object("response");
    String served = interaction.text("served_model");
    BigDecimal cost = interaction.decimal("cost");
    Raw raw = raw(interaction, fields);
    if (fields == null || isNothing(fields.object())) {
      return null;
    }
    JsonValue usage = fields.value("usage");
    return new Response(
        message(fields),
        fields.text("finish_reason"),
        served,
        fields.text("response_id"),
        usage == null ? null : usage(Fields.of(usage, "usage")),
        cost,
        fields.duration("generation_time_ms"),
        timing(fields),
        raw);
  }

  private static boolean isNothing(JsonObject response) {
    return response.members().values().stream().allMatch(JsonValue.NULL::equals);
  }

  /** Null if there is no text: an answer may be nothing but tool calls. */
  static @Nullable String content(Message message) {
    boolean spoken = message.content().stream().anyMatch(ContentBlock.Text.class::isInstance);
    return spoken ? message.text() : null;
  }

  private static @Nullable List<ToolCall> calls(@Nullable Message message) {
    return message == null || message.toolCalls().isEmpty() ? null : message.toolCalls();
  }

  private static JsonObject call(ToolCall call) {
    return new ObjectBuilder()
        .fixed()
        .put("name", call.name())
        .put("arguments", RawJson.body(call.arguments()))
        .put("call_id", call.id())
        .build();
  }

  private static Message message(Fields fields) {
    Fields whole = fields.object("message");
    if (whole != null) {
      return Message.of(whole.object());
    }
    String content = fields.text("content");
    return new Message(
        ROLE,
        content == null ? List.of() : List.of(new ContentBlock.Text(content)),
        fields.text("reasoning"),
        InteractionJson.list(fields, "tool_calls", ResponseJson::readCall),
        null,
        null);
  }

  private static ToolCall readCall(JsonValue json) {
    Fields fields = Fields.of(json, "tool call");
    JsonValue arguments = fields.value("arguments");
    return ToolCall.function(
        fields.text("call_id"),
        fields.required("name"),
        arguments == null ? "" : RawJson.text(arguments, null));
  }

  /** The original's three names, then the parts. */
  static JsonObject usage(Usage usage) {
    Map<String, JsonValue> parts = new LinkedHashMap<>(UsageJson.toJson(usage).members());
    parts.keySet().removeAll(List.of("input_tokens", "output_tokens", "total_tokens"));
    Map<String, JsonValue> members =
        new LinkedHashMap<>(
            new ObjectBuilder()
                .fixed()
                .put("prompt_tokens", usage.inputTokens())
                .put("completion_tokens", usage.outputTokens())
                .put("total_tokens", usage.totalTokens())
                .build()
                .members());
    members.putAll(parts);
    return new JsonObject(members);
  }

  /** A document without parts has the sums of the original, under either of its names. */
  static Usage usage(Fields fields) {
    Usage parts = UsageJson.fromJson(fields.object());
    if (parts.totalTokens() != null) {
      return parts;
    }
    Long input = fields.integer("prompt_tokens");
    Long output = fields.integer("completion_tokens");
    return Usage.ofTotals(
        input == null ? fields.integer("input_tokens") : input,
        null,
        null,
        output == null ? fields.integer("output_tokens") : output,
        null,
        parts.source());
  }

  private static @Nullable Timing timing(Fields fields) {
    Long chunks = fields.integer("chunk_count");
    if (chunks == null) {
      return null;
    }
    List<Duration> times = InteractionJson.list(fields, "chunk_times_ms", ResponseJson::chunkTime);
    return Timing.of(times, chunks);
  }

  private static Duration chunkTime(JsonValue time) {
    try {
      return Times.duration("chunk_times_ms", new BigDecimal(Json.write(time)));
    } catch (NumberFormatException e) {
      throw Fields.wrong("chunk_times_ms", time, "milliseconds");
    }
  }

  private static @Nullable Raw raw(Fields interaction, @Nullable Fields response) {
    Long cut = response == null ? null : response.integer("raw_bytes_cut");
    JsonValue request = interaction.value("raw_request");
    JsonValue answer = response == null ? null : response.value("raw_response");
    if (response == null || cut == null && request == null && answer == null) {
      return null;
    }
    return new Raw(
        request == null ? null : RawJson.text(request, interaction.text("raw_request_text")),
        answer == null ? null : RawJson.text(answer, response.text("raw_response_text")),
        cut == null ? 0 : cut);
  }
}
