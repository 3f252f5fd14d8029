// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.Parameters;
import dev.steno.chat.provider.ProviderReply;
import dev.steno.client.GenerationSpan;
import dev.steno.client.MessageSpan;
import dev.steno.client.PastSpan;
import dev.steno.client.Steno;
import dev.steno.client.Trace;
import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanType;
import dev.steno.model.interaction.Attempt.Reason;
import dev.steno.model.interaction.ToolRun;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a call: a message, in it a generation for every answer (its attempts are one) and a
 * tool for every run. For one thread at a time; what fails in here stays in the client.
 */
final class CallSpans {
  private final MessageSpan message;
  private @Nullable GenerationSpan generation;
  private int attempts;

  private CallSpans(MessageSpan message) {
    this.message = message;
  }

  static CallSpans begin(
      Steno steno, ModelRequest request, String traceId, @Nullable String conversation) {
    Trace trace =
        steno.trace(
            options -> {
              options.conversationId(conversation);
              request.metadata.members().forEach(options::metadata);
            });
    Message prompt = request.prompt;
    MessageSpan message = trace.message(prompt == null ? null : prompt.text());
    return new CallSpans(message.attribute(StenoAttributes.INTERACTION, traceId));
  }

  void asking(
      Core core,
      Reason reason,
      List<Message> messages,
      List<JsonObject> tools,
      Parameters parameters) {
    if (generation != null && reason == Reason.RETRY) {
      generation.attribute(StenoAttributes.ATTEMPTS, ++attempts);
      return;
    }
    attempts = 1;
    GenerationSpan span =
        message.generation(messages).provider(core.provider.name()).model(core.provider.model());
    parameters
        .toJson()
        .members()
        .forEach(
            (name, value) -> {
              if (!value.equals(JsonValue.NULL)) {
                span.parameter(conventional(name), value);
              }
            });
    if (!tools.isEmpty()) {
      span.tools(tools.stream().map(CallSpans::function).toList());
    }
    generation = span;
  }

  /** OpenTelemetry's max_tokens is the answer's; the window has no name there. */
  private static String conventional(String parameter) {
    return switch (parameter) {
      case "max_output_tokens" -> "max_tokens";
      case "max_tokens" -> "max_context_tokens";
      default -> parameter;
    };
  }

  private static JsonObject function(JsonObject tool) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("type", JsonValue.of("function"));
    members.putAll(tool.members());
    return new JsonObject(members);
  }

  void chunk(ReplyChunk chunk) {
    if (generation != null) {
      generation.chunk(chunk.kind() == ReplyChunk.Kind.TEXT ? chunk.text() : null);
    }
  }

  void answered(ProviderReply reply) {
    if (generation == null) {
      return;
    }
    generation.responseModel(reply.servedModel()).responseId(reply.responseId());
    if (reply.finishReason() != null) {
      generation.finishReasons(List.of(reply.finishReason()));
    }
    if (reply.usage() != null) {
      generation.usage(reply.usage());
    }
    if (reply.cost() != null) {
      generation.cost(reply.cost());
    }
    generation.end(reply.message());
  }

  void ran(ToolRun run, Instant began) {
    PastSpan span =
        PastSpan.of(SpanType.TOOL, run.arguments())
            .output(run.output())
            .at(began, run.duration())
            .attribute("gen_ai.tool.name", run.name());
    if (run.callId() != null) {
      span = span.attribute("gen_ai.tool.call.id", run.callId());
    }
    message.send(run.failed() ? span.failed(new ToolFailure(run.output())) : span);
  }

  void end(@Nullable Message answer, @Nullable Throwable failure) {
    if (generation != null) {
      if (failure != null) {
        generation.fail(failure);
      } else {
        generation.end();
      }
    }
    if (failure != null) {
      message.fail(failure);
    } else {
      message.end(answer == null ? null : answer.text());
    }
  }

  /** What a tool told the model instead of a result. */
  private static final class ToolFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ToolFailure(String message) {
      super(message, null, false, false);
    }
  }
}
