// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The chunks of a streamed answer, put together. For one thread. */
final class StreamedAnswer {
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder thoughts = new StringBuilder();
  private final TreeMap<Long, Call> calls = new TreeMap<>();
  private String id = "";
  private String model = "";
  private String finishReason = "";
  private Node usage = new Node(null);

  private static final class Call {
    private String id = "";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();
  }

  void add(Node chunk) {
    id = chunk.text("id", id);
    model = chunk.text("model", model);
    usage = chunk.get("usage").isThere() ? chunk.get("usage") : usage;
    for (Node choice : chunk.each("choices")) {
      finishReason = choice.text("finish_reason", finishReason);
      Node delta = choice.get("delta");
      content.append(delta.text("content", ""));
      thoughts.append(delta.text("reasoning_content", ""));
      delta.each("tool_calls").forEach(this::addCall);
    }
  }

  private void addCall(Node delta) {
    Call call = calls.computeIfAbsent(delta.count("index"), index -> new Call());
    call.id = delta.text("id", call.id);
    call.name = delta.get("function").text("name", call.name);
    call.arguments.append(delta.get("function").text("arguments", ""));
  }

  ChatAnswer whole(@Nullable Duration firstChunk) {
    Members message = new Members().put("role", "assistant");
    message.put(
        "content", content.length() == 0 ? JsonValue.NULL : JsonValue.of(content.toString()));
    message.put("reasoning_content", thoughts.length() == 0 ? null : thoughts.toString());
    List<JsonObject> toolCalls = new ArrayList<>();
    for (Call call : calls.values()) {
      Members function =
          new Members().put("name", call.name).put("arguments", call.arguments.toString());
      toolCalls.add(
          new Members()
              .put("id", call.id)
              .put("type", "function")
              .put("function", function)
              .object());
    }
    if (!toolCalls.isEmpty()) {
      message.put("tool_calls", toolCalls);
    }
    return new ChatAnswer(id, model, new Node(message.object()), finishReason, usage, firstChunk);
  }
}
