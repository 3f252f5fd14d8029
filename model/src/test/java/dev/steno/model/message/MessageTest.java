// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {

  @Test
  void a_message_in_chatml_is_read_and_written_as_it_was() {
    JsonObject asking =
        object(
            "role",
            JsonValue.of("assistant"),
            "content",
            array(textBlock("")),
            "reasoning_content",
            JsonValue.of("Which courier?"),
            "tool_calls",
            array(
                object(
                    "id",
                    JsonValue.of("call_9"),
                    "type",
                    JsonValue.of("function"),
                    "function",
                    object(
                        "name",
                        JsonValue.of("track"),
                        "arguments",
                        JsonValue.of("{ \"parcel\" : 7 }")))));
    JsonObject answer =
        object(
            "role",
            JsonValue.of("tool"),
            "content",
            array(textBlock("in transit")),
            "tool_call_id",
            JsonValue.of("call_9"));

    assertThat(Message.of(asking).toJson()).isEqualTo(asking);
    assertThat(Message.of(answer).toJson()).isEqualTo(answer);
    assertThat(Message.of(asking).toolCalls())
        .containsExactly(ToolCall.function("call_9", "track", "{ \"parcel\" : 7 }"));
    assertThat(Message.of(answer).text()).isEqualTo("in transit");
  }

  @Test
  void string_content_is_one_text_block() {
    assertThat(Message.of(object("role", JsonValue.of("user"), "content", JsonValue.of("hi"))))
        .isEqualTo(Message.text("user", "hi"));
  }

  @Test
  void other_json_content_is_one_json_block() {
    JsonValue odd = object("a", JsonValue.of(1));
    Message message = Message.of(object("role", JsonValue.of("tool"), "content", odd));

    assertThat(message.content()).containsExactly(new ContentBlock.Json(odd));
    assertThat(Message.of(message.toJson())).isEqualTo(message);
  }

  @Test
  void absent_and_null_content_are_no_content_and_not_written() {
    Message message = Message.of(object("role", JsonValue.of("assistant")));

    assertThat(
            Message.of(
                object(
                    "role",
                    JsonValue.of("assistant"),
                    "content",
                    JsonValue.NULL,
                    "reasoning_content",
                    JsonValue.NULL,
                    "tool_calls",
                    JsonValue.NULL)))
        .isEqualTo(message);
    assertThat(message.toJson()).isEqualTo(object("role", JsonValue.of("assistant")));
  }

  @Test
  void a_list_is_read_block_by_block() {
    JsonObject unknown = object("type", JsonValue.of("refusal"), "refusal", JsonValue.of("no"));
    JsonObject annotated =
        object("type", JsonValue.of("text"), "text", JsonValue.of("x"), "cache", JsonValue.of(1));
    JsonValue number = new JsonNumber("1.0");

    assertThat(
            Message.content(
                array(JsonValue.of("bare"), textBlock("t"), unknown, annotated, number)))
        .containsExactly(
            new ContentBlock.Text("bare"),
            new ContentBlock.Text("t"),
            new ContentBlock.Other(unknown),
            new ContentBlock.Other(annotated),
            new ContentBlock.Json(number));
  }

  @Test
  void every_kind_of_media_is_read_and_written_as_it_was() {
    for (Media.Kind kind : Media.Kind.values()) {
      for (Media.Source source :
          List.of(
              new Media.Url("https://example.org/a.png", null),
              new Media.Base64("AAAA", "image/png"),
              new Media.FileId("file-1", null),
              new Media.Blob("ab".repeat(32), "image/png", 9_000_000_000L))) {
        Media media = new Media(kind, source);

        assertThat(ContentBlock.of(media.toJson())).isEqualTo(media);
      }
    }
  }

  @Test
  void media_with_more_than_it_should_have_are_kept_as_they_came() {
    JsonObject source =
        object(
            "type", JsonValue.of("url"), "url", JsonValue.of("u"), "detail", JsonValue.of("low"));
    JsonObject block = object("type", JsonValue.of("image"), "source", source);
    JsonObject badBlob =
        object(
            "type",
            JsonValue.of("image"),
            "source",
            object(
                "type",
                JsonValue.of("blob"),
                "sha256",
                JsonValue.of("xy"),
                "size",
                JsonValue.of(1)));

    assertThat(ContentBlock.of(block)).isEqualTo(new ContentBlock.Other(block));
    assertThat(ContentBlock.of(badBlob)).isEqualTo(new ContentBlock.Other(badBlob));
    assertThat(ContentBlock.of(badBlob).toJson()).isEqualTo(badBlob);
  }

  @Test
  void arguments_that_are_no_string_are_kept_as_canonical_json() {
    JsonObject call =
        object(
            "function",
            object(
                "name",
                JsonValue.of("f"),
                "arguments",
                object("b", JsonValue.of(1), "a", JsonValue.of(2))));

    Message message =
        Message.of(object("role", JsonValue.of("assistant"), "tool_calls", array(call)));

    assertThat(message.toolCalls())
        .containsExactly(new ToolCall(null, "function", "f", "{\"a\":2,\"b\":1}"));
  }

  @Test
  void a_call_of_another_type_keeps_its_name_and_input() {
    JsonObject call =
        object(
            "id",
            JsonValue.of("c"),
            "type",
            JsonValue.of("custom"),
            "custom",
            object("name", JsonValue.of("shell"), "input", JsonValue.of("ls -l")));

    Message message =
        Message.of(object("role", JsonValue.of("assistant"), "tool_calls", array(call)));

    assertThat(message.toolCalls()).containsExactly(new ToolCall("c", "custom", "shell", "ls -l"));
    assertThat(Message.of(message.toJson())).isEqualTo(message);
  }

  @Test
  void a_message_without_a_role_has_an_unknown_one() {
    assertThat(Message.of(JsonObject.EMPTY).role()).isEqualTo("unknown");
  }

  @Test
  void text_is_that_of_all_text_blocks() {
    Message message =
        Message.of(
            object(
                "role",
                JsonValue.of("user"),
                "content",
                array(textBlock("a"), JsonValue.NULL, textBlock("b"))));

    assertThat(message.text()).isEqualTo("a\nb");
    assertThat(Message.of(JsonObject.EMPTY).text()).isEmpty();
  }

  @Test
  void a_blob_is_named_by_a_full_hash_in_lower_case() {
    assertThatThrownBy(() -> new Media.Blob("AB".repeat(32), null, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: 64 lower-case hex digits");
  }

  private static JsonObject textBlock(String text) {
    return object("type", JsonValue.of("text"), "text", JsonValue.of(text));
  }

  private static JsonArray array(JsonValue... elements) {
    return new JsonArray(List.of(elements));
  }

  private static JsonObject object(Object... namesAndValues) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], (JsonValue) namesAndValues[i + 1]);
    }
    return new JsonObject(members);
  }
}
