// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.CodecException;
import dev.steno.codec.Fields;
import dev.steno.codec.Json;
import dev.steno.codec.MessageJson;
import dev.steno.codec.ObjectBuilder;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Failure;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Interaction} as JSON and back, without loss. Stateless and thread-safe.
 *
 * <p>The members that a script knows from the interaction traces of AbstractCore have its names and
 * nesting, and are always there: {@code trace_id}, {@code timestamp} (the start, in UTC), {@code
 * provider}, {@code model}, {@code system_prompt}, {@code prompt}, {@code messages}, {@code tools}
 * (both null if there are none), {@code parameters}, {@code response} and {@code metadata}. So are
 * those that follow them; what is unknown is null. A message of one text has it as its {@code
 * content}.
 */
public final class InteractionJson {

  private InteractionJson() {}

  /** All that is known of an interaction. */
  public static JsonObject toJson(Interaction interaction) {
    Input input = interaction.input();
    Response response = interaction.response();
    Response.Raw raw = response == null ? null : response.raw();
    return new ObjectBuilder()
        .fixed()
        .put("trace_id", interaction.traceId())
        .put("timestamp", interaction.start())
        .put("provider", interaction.provider())
        .put("model", interaction.model())
        .put("system_prompt", input.systemPrompt())
        .put("prompt", input.prompt())
        .putList("messages", orNull(input.messages()), InteractionJson::message)
        .putList("tools", orNull(input.tools()), tool -> tool)
        .put("parameters", input.parameters())
        .put("response", ResponseJson.toJson(response))
        .put("metadata", interaction.metadata())
        .put("status", word(interaction.status()))
        .put("error", interaction.error() == null ? null : failure(interaction.error()))
        .putList("attempts", interaction.attempts(), AttemptJson::toJson)
        .putList("tool_runs", interaction.toolRuns(), AttemptJson::toJson)
        .putList("transcript", interaction.transcript(), InteractionJson::message)
        .put("start_time", interaction.start())
        .put("end_time", interaction.end())
        .put("duration_ms", interaction.duration())
        .put("served_model", response == null ? null : response.servedModel())
        .put("raw_request", raw == null ? null : RawJson.body(raw.request()))
        .open()
        .put("raw_request_text", raw == null ? null : RawJson.verbatim(raw.request()))
        .fixed()
        .putMoney("cost", response == null ? null : response.cost())
        .put("parent", interaction.parent())
        .put("sequence", Long.valueOf(interaction.sequence()))
        .build();
  }

  /**
   * The interaction that {@link #toJson} wrote. A document that has only the members of the
   * original is read as well, if its timestamp names a zone: what is absent is unknown, and its
   * status is OK.
   *
   * @throws CodecException SHAPE if {@code trace_id} or the time is absent or a member is malformed
   */
  public static Interaction fromJson(JsonValue json) {
    Fields fields = Fields.of(json, "interaction");
    Instant start = fields.time("start_time");
    start = start == null ? fields.time("timestamp") : start;
    if (start == null) {
      throw CodecException.shape("interaction: without timestamp (expected: RFC 3339)");
    }
    Response response = ResponseJson.fromJson(fields);
    Duration duration = fields.duration("duration_ms");
    if (duration == null && response != null) {
      duration = response.generationTime();
    }
    Status status = fields.constant("status", Status.class);
    Fields error = fields.object("error");
    return new Interaction(
        fields.required("trace_id"),
        fields.count("sequence"),
        fields.text("parent"),
        start,
        duration == null ? Duration.ZERO : duration,
        fields.required("provider"),
        fields.required("model"),
        input(fields),
        response,
        status == null ? Status.OK : status,
        error == null ? null : failure(error),
        list(fields, "attempts", AttemptJson::attempt),
        list(fields, "tool_runs", AttemptJson::toolRun),
        messages(fields, "transcript"),
        fields.objectOrEmpty("metadata"));
  }

  private static Input input(Fields fields) {
    return new Input(
        fields.text("system_prompt"),
        fields.text("prompt"),
        messages(fields, "messages"),
        list(fields, "tools", tool -> Fields.of(tool, "tool").object()),
        fields.objectOrEmpty("parameters"));
  }

  static JsonObject failure(Failure failure) {
    Integer status = failure.httpStatus();
    return new ObjectBuilder()
        .fixed()
        .put("kind", failure.kind())
        .put("type", failure.type())
        .put("message", failure.message())
        .put("http_status", status == null ? null : Long.valueOf(status))
        .build();
  }

  static Failure failure(Fields fields) {
    Long status = fields.integer("http_status");
    return new Failure(
        fields.required("kind"),
        fields.required("type"),
        fields.text("message"),
        status == null ? null : status.intValue());
  }

  /** ChatML, where content that is one text is a string. */
  static JsonObject message(Message message) {
    JsonObject json = message.toJson();
    if (message.content().size() != 1
        || !(message.content().get(0) instanceof ContentBlock.Text text)) {
      return json;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(json.members());
    members.put("content", new JsonString(text.text()));
    return new JsonObject(members);
  }

  /** A constant as documents write it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static List<Message> messages(Fields fields, String name) {
    JsonValue messages = fields.value(name);
    return messages == null ? List.of() : MessageJson.fromJson(messages);
  }

  static <T> List<T> list(Fields fields, String name, Function<JsonValue, T> element) {
    List<T> list = fields.list(name, element);
    return list == null ? List.of() : list;
  }

  private static <T> @Nullable List<T> orNull(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  /** One line. */
  static String line(Interaction interaction) {
    return Json.write(toJson(interaction));
  }
}
