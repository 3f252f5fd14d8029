// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.ProviderFailure;
import dev.steno.client.content.Content;
import dev.steno.client.content.SafeText;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.interaction.ToolRun;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the tools that a model asks for, in the order of its calls. For one thread at a time. */
final class ToolRounds {
  private static final int LONGEST_RESULT = 1 << 20;

  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final int most;
  private final boolean runsHere;
  private final Clock clock;
  private final long start;
  private final @Nullable CallRecord record;
  private int rounds;

  ToolRounds(ModelRequest request, Clock clock, long start, @Nullable CallRecord record) {
    this.clock = clock;
    this.start = start;
    this.record = record;
    most = request.maxToolRounds;
    boolean anyHere = false;
    for (Tool tool : request.tools) {
      tools.put(tool.name(), tool);
      anyHere |= tool.function() != null;
    }
    runsHere = anyHere;
  }

  /**
   * Runs the tools that an answer asks for, if that is to be done here.
   *
   * @return false if the answer is the caller's: it asks for no tool, or for one of the caller's
   * @throws ProviderFailure TOOL_ROUNDS or CANCELLED
   */
  boolean run(Message answer, List<Message> added, List<Message> messages) throws ProviderFailure {
    if (answer.toolCalls().isEmpty() || !runsHere) {
      return false;
    }
    for (ToolCall call : answer.toolCalls()) {
      Tool tool = tools.get(call.name());
      if (tool != null && tool.function() == null) {
        return false;
      }
    }
    if (rounds++ == most) {
      throw new ProviderFailure(
          FailureKind.TOOL_ROUNDS,
          "the model asks for tools after "
              + most
              + " rounds (expected: an answer; maxToolRounds allows more)");
    }
    for (ToolCall call : answer.toolCalls()) {
      Message result = run(call);
      added.add(result);
      messages.add(result);
    }
    return true;
  }

  private Message run(ToolCall call) throws ProviderFailure {
    Instant began = clock.instant();
    long from = System.nanoTime();
    boolean failed = false;
    String output;
    try {
      output = output(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderFailure(
          FailureKind.CANCELLED, "cancelled while tool " + call.name() + " ran", null, null, e);
    } catch (Exception | LinkageError | StackOverflowError e) {
      failed = true;
      output = "Error: " + SafeText.message(e);
    }
    if (record != null) {
      record.ran(
          new ToolRun(
              call.id(),
              call.name(),
              call.arguments(),
              output,
              failed,
              Duration.ofNanos(from - start),
              Duration.ofNanos(System.nanoTime() - from)),
          began);
    }
    return Message.tool(call.id(), output);
  }

  private String output(ToolCall call) throws Exception {
    Tool tool = tools.get(call.name());
    ToolFunction function = tool == null ? null : tool.function();
    if (function == null) {
      throw new IllegalArgumentException(
          "tool "
              + call.name()
              + " is not known (expected: "
              + String.join(", ", tools.keySet())
              + ")");
    }
    Object result = function.call(arguments(call));
    return result == null ? "" : Content.of(result, LONGEST_RESULT).text();
  }

  private static JsonObject arguments(ToolCall call) {
    if (call.arguments().isBlank()) {
      return JsonObject.EMPTY;
    }
    try {
      if (Json.parse(call.arguments()) instanceof JsonObject arguments) {
        return arguments;
      }
    } catch (CodecException e) {
      throw new IllegalArgumentException(
          "the arguments of " + call.name() + " are no JSON (expected: a JSON object)", e);
    }
    throw new IllegalArgumentException(
        "the arguments of " + call.name() + " are no JSON object (expected: {\"name\": value})");
  }
}
