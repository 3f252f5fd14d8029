// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.testing.cassette.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a recorded response says, read straight from its bytes and by nothing of the module. */
final class Spoken {
  final StringBuilder text = new StringBuilder();
  final StringBuilder reasoning = new StringBuilder();
  final Map<Integer, StringBuilder> toolNames = new TreeMap<>();
  final Map<Integer, StringBuilder> toolArguments = new TreeMap<>();
  String finishReason;
  long input;
  long output;

  static boolean isStream(Recorded call) {
    String type = String.valueOf(call.header("content-type"));
    return type.contains("event-stream")
        || type.contains("ndjson")
        || call.text().startsWith("event:");
  }

  static Spoken of(Recorded call) {
    Spoken spoken = new Spoken();
    for (JsonObject part : parts(call)) {
      String path = call.uri().getPath();
      if (path.endsWith("/chat/completions")) {
        spoken.completion(part);
      } else if (path.endsWith("/responses")) {
        spoken.responses(part);
      } else if (path.endsWith("/messages")) {
        spoken.anthropic(part);
      } else {
        spoken.ollama(part);
      }
    }
    return spoken;
  }

  private static List<JsonObject> parts(Recorded call) {
    if (!isStream(call)) {
      return List.of((JsonObject) Json.parse(call.text()));
    }
    List<JsonObject> parts = new ArrayList<>();
    for (String line : call.text().split("\n")) {
      String data = line.startsWith("data:") ? line.substring(5).strip() : line.strip();
      if (data.startsWith("{")) {
        parts.add((JsonObject) Json.parse(data));
      }
    }
    return parts;
  }

  private void completion(JsonObject part) {
    for (JsonObject choice : objects(part.get("choices"))) {
      if (number(choice.get("index")) != 0) {
        continue;
      }
      JsonObject said = object(choice.get(choice.get("delta") == null ? "message" : "delta"));
      append(text, said.text("content"));
      for (JsonObject tool : objects(said.get("tool_calls"))) {
        int at = tool.get("index") == null ? toolNames.size() : (int) number(tool.get("index"));
        tool(
            at,
            object(tool.get("function")).text("name"),
            object(tool.get("function")).text("arguments"));
      }
      finishReason =
          choice.text("finish_reason") != null ? choice.text("finish_reason") : finishReason;
    }
    usage(part.get("usage"), "prompt_tokens", "completion_tokens");
  }

  private void responses(JsonObject part) {
    JsonObject response = part.get("object") != null ? part : object(part.get("response"));
    boolean ends = "completed".equals(response.text("status"));
    if (!ends) {
      return;
    }
    for (JsonObject item : objects(response.get("output"))) {
      for (JsonObject content : objects(item.get("content"))) {
        append(text, "output_text".equals(content.text("type")) ? content.text("text") : null);
      }
      for (JsonObject summary : objects(item.get("summary"))) {
        append(reasoning, summary.text("text"));
      }
      if ("function_call".equals(item.text("type"))) {
        tool(toolNames.size(), item.text("name"), item.text("arguments"));
      }
    }
    finishReason = response.text("status");
    usage(response.get("usage"), "input_tokens", "output_tokens");
  }

  private void anthropic(JsonObject part) {
    JsonObject message = object(part.get("message"));
    usage(message.get("usage"), "input_tokens", "output_tokens");
    int at = part.get("index") == null ? 0 : (int) number(part.get("index"));
    for (JsonObject block : objects(part.get("content"))) {
      anthropicBlock(toolNames.size(), block);
    }
    anthropicBlock(at, object(part.get("content_block")));
    JsonObject delta = object(part.get("delta"));
    anthropicBlock(at, delta);
    if (delta.text("partial_json") != null && toolNames.containsKey(at)) {
      toolArguments.get(at).append(delta.text("partial_json"));
    }
    String reason =
        delta.text("stop_reason") != null ? delta.text("stop_reason") : part.text("stop_reason");
    finishReason = reason != null ? reason : finishReason;
    usage(part.get("usage"), "input_tokens", "output_tokens");
  }

  private void anthropicBlock(int at, JsonObject block) {
    // Every block is a text of its own; as one text they stand in lines.
    if ("text".equals(block.text("type")) && text.length() > 0) {
      text.append('\n');
    }
    append(text, block.text("text"));
    append(reasoning, block.text("thinking"));
    if ("tool_use".equals(block.text("type"))) {
      JsonObject input = object(block.get("input"));
      tool(at, block.text("name"), input.isEmpty() ? "" : Json.write(input));
    }
  }

  private void ollama(JsonObject part) {
    JsonObject message = object(part.get("message"));
    append(text, message.text("content"));
    append(reasoning, message.text("thinking"));
    for (JsonObject tool : objects(message.get("tool_calls"))) {
      JsonObject function = object(tool.get("function"));
      tool(toolNames.size(), function.text("name"), Json.write(function.get("arguments")));
    }
    finishReason = part.text("done_reason") != null ? part.text("done_reason") : finishReason;
    usage(part, "prompt_eval_count", "eval_count");
  }

  private void tool(int at, String name, String arguments) {
    append(toolNames.computeIfAbsent(at, index -> new StringBuilder()), name);
    append(toolArguments.computeIfAbsent(at, index -> new StringBuilder()), arguments);
  }

  private void usage(JsonValue said, String inputName, String outputName) {
    JsonObject usage = object(said);
    if (usage.get(inputName) instanceof JsonNumber) {
      input = number(usage.get(inputName));
      if (inputName.equals("input_tokens") && usage.get("input_tokens_details") == null) {
        input += number(usage.get("cache_read_input_tokens"));
        input += number(usage.get("cache_creation_input_tokens"));
      }
    }
    if (usage.get(outputName) instanceof JsonNumber) {
      output = number(usage.get(outputName));
    }
  }

  private static void append(StringBuilder to, String piece) {
    if (piece != null) {
      to.append(piece);
    }
  }

  private static List<JsonObject> objects(JsonValue value) {
    List<JsonObject> objects = new ArrayList<>();
    if (value instanceof JsonArray array) {
      array.elements().forEach(element -> objects.add(object(element)));
    }
    return objects;
  }

  private static JsonObject object(JsonValue value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static long number(JsonValue value) {
    return value instanceof JsonNumber number ? Long.parseLong(number.lexeme()) : 0;
  }
}
