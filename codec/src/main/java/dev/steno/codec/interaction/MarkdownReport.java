// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.Json;
import dev.steno.codec.Times;
import dev.steno.model.Usage;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Failure;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.interaction.Response;
import dev.steno.model.interaction.Timing;
import dev.steno.model.interaction.ToolRun;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One interaction as a section of a report, in the layout that the original's readers know. */
final class MarkdownReport {
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport() {}

  /** What a report begins with. */
  static String head(Instant generated, long total) {
    return "# LLM Interaction Trace Report\n\n"
        + "**Generated:** "
        + Times.format(generated)
        + "\n\n**Total Interactions:** "
        + total
        + "\n\n---\n";
  }

  /** The section of the {@code number}th interaction, with the rule below it. */
  static String section(long number, Interaction interaction) {
    MarkdownReport report = new MarkdownReport();
    report.out.append("\n## Interaction ").append(number).append(": ");
    report.out.append(Markdown.plain(interaction.traceId())).append("\n");
    report.metadata(interaction);
    report.input(interaction.input());
    report.rounds(interaction);
    report.response(interaction);
    report.out.append("\n---\n");
    return report.out.toString();
  }

  private void metadata(Interaction interaction) {
    listHeading("Metadata");
    item("Timestamp", Times.format(interaction.start()));
    item("Provider", interaction.provider());
    item("Model", interaction.model());
    interaction.metadata().members().forEach((key, value) -> item(title(key), text(value)));
    item("Status", InteractionJson.word(interaction.status()));
    item("Duration", milliseconds(interaction.duration()));
    if (interaction.parent() != null) {
      item("Parent", interaction.parent());
    }
    item("Sequence", Long.toString(interaction.sequence()));
  }

  private void input(Input input) {
    heading("Input");
    if (input.systemPrompt() != null && !input.systemPrompt().isEmpty()) {
      block("System Prompt", input.systemPrompt());
    }
    messages("History", input.messages());
    if (input.prompt() != null) {
      block("User Prompt", input.prompt());
    }
    list("Parameters", () -> input.parameters().members().forEach(this::parameter));
    if (!input.tools().isEmpty()) {
      out.append("\n**Tools Available:** ").append(count(input.tools().size(), "tool"));
      out.append("\n\n");
      input.tools().forEach(tool -> bullet(Markdown.code(String.valueOf(tool.text("name")))));
    }
  }

  private void parameter(String name, JsonValue value) {
    if (!value.equals(JsonValue.NULL)) {
      bullet(Markdown.code(name) + ": " + Markdown.code(text(value)));
    }
  }

  private void rounds(Interaction interaction) {
    if (interaction.attempts().size() > 1) {
      listHeading("Attempts");
      interaction.attempts().forEach(this::attempt);
    }
    if (!interaction.toolRuns().isEmpty()) {
      heading("Tool Runs");
      interaction.toolRuns().forEach(this::toolRun);
    }
  }

  private void attempt(Attempt attempt) {
    StringBuilder line = new StringBuilder();
    line.append(attempt.number()).append(": ").append(InteractionJson.word(attempt.reason()));
    line.append(", after ").append(milliseconds(attempt.offset()));
    if (!attempt.delay().isZero()) {
      line.append(" (waited ").append(milliseconds(attempt.delay())).append(')');
    }
    line.append(", took ").append(milliseconds(attempt.duration()));
    if (attempt.finishReason() != null) {
      line.append(", finished with ").append(Markdown.code(attempt.finishReason()));
    }
    if (attempt.validationError() != null) {
      line.append(", not accepted: ").append(Markdown.plain(attempt.validationError()));
    }
    if (attempt.error() != null) {
      line.append(", failed: ").append(failure(attempt.error()));
    }
    bullet(line.toString());
  }

  private void toolRun(ToolRun run) {
    String id = run.callId() == null ? "" : " (" + Markdown.code(run.callId()) + ")";
    out.append('\n');
    bullet(
        Markdown.code(run.name() + "(" + run.arguments() + ")")
            + id
            + ", took "
            + milliseconds(run.duration())
            + (run.failed() ? ", failed" : ""));
    out.append('\n').append(Markdown.fenced(run.output()));
  }

  private void response(Interaction interaction) {
    heading("Response");
    if (interaction.error() != null) {
      out.append("\n**Error:** ").append(failure(interaction.error())).append('\n');
    }
    Response response = interaction.response();
    if (response == null) {
      return;
    }
    Message message = response.message();
    if (message.reasoningContent() != null) {
      block("Reasoning", message.reasoningContent());
    }
    String content = ResponseJson.content(message);
    if (content != null && !content.isEmpty()) {
      block("Content", content);
    }
    if (!message.toolCalls().isEmpty()) {
      out.append("\n**Tool Calls:** ").append(message.toolCalls().size()).append("\n\n");
      message.toolCalls().forEach(call -> bullet(call(call)));
    }
    Usage usage = response.usage();
    if (usage != null) {
      list("Usage", () -> usage(usage));
    }
    list("Performance", () -> performance(response));
  }

  private void usage(Usage usage) {
    amount("Input", usage.inputTokens());
    amount("Output", usage.outputTokens());
    amount("Total", usage.totalTokens());
    amount("Cache Read", usage.cacheRead());
    amount("Cache Write", usage.cacheWrite());
    amount("Reasoning", usage.reasoning());
    JsonValue visual = usage.source().get("visual_tokens");
    if (visual != null) {
      item("Visual", text(visual) + " tokens");
    }
  }

  private void performance(Response response) {
    if (response.generationTime() != null && !response.generationTime().isZero()) {
      item("Generation time", milliseconds(response.generationTime()));
    }
    Timing timing = response.timing();
    if (timing != null && timing.firstToken() != null) {
      item("Time to first token", milliseconds(timing.firstToken()));
      item("Chunks", Long.toString(timing.chunks()));
    }
    optional("Finish reason", response.finishReason());
    optional("Served model", response.servedModel());
    optional("Response id", response.responseId());
    if (response.cost() != null) {
      item("Cost", "$" + response.cost().toString());
    }
  }

  private void messages(String name, List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    out.append("\n**").append(name).append(":** ").append(count(messages.size(), "message"));
    out.append('\n');
    for (Message message : messages) {
      String id =
          message.toolCallId() == null ? "" : " (" + Markdown.code(message.toolCallId()) + ")";
      out.append("\n*")
          .append(Markdown.plain(message.role()))
          .append('*')
          .append(id)
          .append("\n\n");
      message.toolCalls().forEach(call -> bullet(call(call)));
      out.append(message.toolCalls().isEmpty() ? "" : "\n");
      if (!message.content().isEmpty()) {
        String content = ResponseJson.content(message);
        out.append(
            Markdown.fenced(
                content != null && message.content().size() == 1
                    ? content
                    : Json.write(content(message))));
      }
    }
  }

  private static JsonValue content(Message message) {
    JsonValue content = message.toJson().get("content");
    return content == null ? JsonValue.NULL : content;
  }

  private static String call(ToolCall call) {
    String id = call.id() == null ? "" : " (" + Markdown.code(call.id()) + ")";
    return Markdown.code(call.name() + "(" + call.arguments() + ")") + id;
  }

  private static String failure(Failure failure) {
    return Markdown.code(failure.kind())
        + " "
        + Markdown.code(failure.type())
        + (failure.httpStatus() == null ? "" : ", HTTP " + failure.httpStatus())
        + (failure.message() == null ? "" : ": " + Markdown.plain(failure.message()));
  }

  private void listHeading(String text) {
    heading(text);
    out.append('\n');
  }

  private void heading(String text) {
    out.append("\n### ").append(text).append('\n');
  }

  /** A label and what is written below it; nothing if that is nothing. */
  private void list(String name, Runnable items) {
    int before = out.length();
    label(name);
    int begun = out.length();
    items.run();
    if (out.length() == begun) {
      out.setLength(before);
    }
  }

  private void label(String text) {
    out.append("\n**").append(text).append(":**\n\n");
  }

  private void block(String name, String text) {
    label(name);
    out.append(Markdown.fenced(text));
  }

  private void bullet(String text) {
    out.append("- ").append(text).append('\n');
  }

  private void item(String name, String value) {
    bullet("**" + Markdown.plain(name) + ":** " + Markdown.plain(value));
  }

  private void optional(String name, @Nullable String value) {
    if (value != null) {
      item(name, value);
    }
  }

  private void amount(String name, @Nullable Long tokens) {
    if (tokens != null) {
      item(name, count(tokens, "token"));
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String milliseconds(Duration duration) {
    double milliseconds = duration.getSeconds() * 1e3 + duration.getNano() / 1e6;
    return String.format(Locale.ROOT, "%.2f ms", milliseconds);
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString text ? text.value() : Json.write(value);
  }

  /** A key such as {@code step_type} as {@code Step Type}. */
  private static String title(String key) {
    StringBuilder title = new StringBuilder();
    for (String word : key.split("_", -1)) {
      title.append(title.isEmpty() ? "" : " ");
      title.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT));
      title.append(word.isEmpty() ? "" : word.substring(1));
    }
    return title.toString();
  }
}
