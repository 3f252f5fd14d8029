// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is sent is what OpenTelemetry's schemas of the GenAI conventions allow. */
class ConventionsTest {
  private static final Path SCHEMAS = Path.of("..", "..", "shared", "semconv");

  private final Client client = new Client();

  @Test
  void content_meets_the_schemas() throws IOException {
    Message user =
        new Message(
            "user",
            List.of(
                new ContentBlock.Text("Look"),
                new Media(Media.Kind.IMAGE, new Media.Url("https://x/y.png", "image/png")),
                new Media(Media.Kind.FILE, new Media.Base64("aGk=", null))),
            null,
            List.of(),
            null,
            null);
    Message call =
        new Message(
            "assistant",
            List.of(),
            "Hm.",
            List.of(ToolCall.function("c", "f", "{\"a\":1}")),
            null,
            null);
    Trace trace = client.steno.trace();
    trace
        .generation(List.of(Message.text("system", "s"), user, call, Message.tool("c", "r")))
        .tools(List.of(Map.of("type", "function", "name", "f", "parameters", Map.of())))
        .end("answer");
    trace.retrieval("q").end(List.of(Map.of("id", "1", "score", 0.5, "text", "t")));

    Attributes generation = client.delivery.spans.get(0).getAttributes();
    assertMeets("input-messages", generation, "gen_ai.input.messages");
    assertMeets("output-messages", generation, "gen_ai.output.messages");
    assertMeets("system-instructions", generation, "gen_ai.system_instructions");
    assertMeets("tool-definitions", generation, "gen_ai.tool.definitions");
    Attributes retrieval = client.delivery.spans.get(1).getAttributes();
    assertMeets("retrieval-documents", retrieval, "gen_ai.retrieval.documents");
  }

  @Test
  void a_value_that_does_not_meet_a_schema_is_found() throws IOException {
    JsonObject schema = schema("input-messages");

    assertThat(new Schema(schema).allows(Json.parse("[{\"role\":\"user\"}]"), schema)).isFalse();
    assertThat(new Schema(schema).allows(Json.parse("[{\"role\":1,\"parts\":[]}]"), schema))
        .isFalse();
    assertThat(new Schema(schema).allows(Json.parse("{}"), schema)).isFalse();
  }

  private static void assertMeets(String name, Attributes attributes, String key)
      throws IOException {
    String text = attributes.get(AttributeKey.stringKey(key));
    JsonObject schema = schema(name);
    assertThat(new Schema(schema).allows(Json.parse(text), schema)).as(key + ": " + text).isTrue();
  }

  private static JsonObject schema(String name) throws IOException {
    Path file = SCHEMAS.resolve("v1.41.1-gen-ai-" + name + ".json");
    Assumptions.assumeTrue(Files.exists(file), "no schemas at " + SCHEMAS);
    return (JsonObject) Json.parse(Files.readString(file));
  }

  /** As much of JSON Schema as those schemas use. */
  private record Schema(JsonObject root) {

    boolean allows(JsonValue value, JsonObject schema) {
      String reference = schema.text("$ref");
      if (reference != null) {
        return !reference.startsWith("#/$defs/") || allows(value, definition(reference));
      }
      if (schema.get("anyOf") instanceof JsonArray any
          && any.elements().stream().noneMatch(each -> allows(value, (JsonObject) each))) {
        return false;
      }
      JsonValue only = schema.get("const");
      if (only != null && !only.equals(value)) {
        return false;
      }
      if (schema.get("enum") instanceof JsonArray words && !words.elements().contains(value)) {
        return false;
      }
      String type = schema.text("type");
      return (type == null || isOf(type, value)) && members(value, schema);
    }

    private JsonObject definition(String reference) {
      JsonObject all = (JsonObject) root.get("$defs");
      return (JsonObject) all.get(reference.substring("#/$defs/".length()));
    }

    private boolean members(JsonValue value, JsonObject schema) {
      if (value instanceof JsonArray array && schema.get("items") instanceof JsonObject items) {
        return array.elements().stream().allMatch(element -> allows(element, items));
      }
      if (!(value instanceof JsonObject object)) {
        return true;
      }
      if (schema.get("required") instanceof JsonArray required
          && !required.elements().stream()
              .allMatch(name -> object.get(((JsonString) name).value()) != null)) {
        return false;
      }
      return !(schema.get("properties") instanceof JsonObject properties)
          || properties.members().entrySet().stream()
              .filter(property -> object.get(property.getKey()) != null)
              .allMatch(p -> allows(object.get(p.getKey()), (JsonObject) p.getValue()));
    }

    private static boolean isOf(String type, JsonValue value) {
      return switch (type) {
        case "string" -> value instanceof JsonString;
        case "number" -> value instanceof JsonNumber;
        case "array" -> value instanceof JsonArray;
        case "object" -> value instanceof JsonObject;
        case "null" -> value.equals(JsonValue.NULL);
        default -> throw new AssertionError(type);
      };
    }
  }
}
