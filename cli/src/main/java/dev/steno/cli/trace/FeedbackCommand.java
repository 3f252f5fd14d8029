// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives feedback on a trace or a span. For one thread. */
@Command(
    name = "feedback",
    description = "Gives feedback on a trace or one of its spans.",
    footer = {
      "",
      "Examples:",
      "  steno feedback 4bf92f35 --tag positive --comment 'quick and right'",
      "  steno feedback 4bf92f35 --span 00f067aa0ba902b7 --score 0.7 --name relevance"
    })
public final class FeedbackCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(paramLabel = "TRACE", description = "The trace's id or its first digits.")
  private String trace = "";

  @Option(names = "--span", paramLabel = "ID", description = "The span (default: the whole trace).")
  private @Nullable String span;

  @Option(names = "--tag", paramLabel = "TAG", description = "positive, negative or neutral.")
  private @Nullable String tag;

  @Option(names = "--score", paramLabel = "NUMBER", description = "A number.")
  private @Nullable BigDecimal score;

  @Option(names = "--label", paramLabel = "TEXT", description = "A label.")
  private @Nullable String label;

  @Option(names = "--name", paramLabel = "TEXT", description = "What is judged.")
  private @Nullable String name;

  @Option(names = "--outcome", paramLabel = "TEXT", description = "What came of it.")
  private @Nullable String outcome;

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
  private @Nullable String comment;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "explicit, implicit or evaluator (default: explicit).")
  private @Nullable String source;

  @Option(names = "--author", paramLabel = "NAME", description = "Who says it.")
  private @Nullable String author;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "A second delivery of the same key changes nothing.")
  private @Nullable String idempotencyKey;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public FeedbackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (tag == null && score == null && label == null && outcome == null && comment == null) {
      throw new Failure(
          Failure.Code.USAGE,
          "feedback: says nothing (expected: --tag, --score, --label, --outcome or --comment).");
    }
    try (Rest rest = server.connect()) {
      String id = TraceIds.find(rest, trace);
      Members body =
          new Members()
              .put("trace_id", id)
              .put("span_id", span)
              .put("name", name)
              .put("tag", upper(tag))
              .number("score", score == null ? null : score.toString())
              .put("label", label)
              .put("outcome", outcome)
              .put("comment", comment)
              .put("source", upper(source))
              .put("author", author)
              .put("idempotency_key", idempotencyKey);
      Rest.Answer answer = rest.post("/feedback", body.object());
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        terminal.line(
            "Kept: " + SpanLines.feedback(answer.node().get("feedback")) + " on trace " + id);
      }
    }
  }

  private static @Nullable String upper(@Nullable String word) {
    return word == null ? null : word.toUpperCase(Locale.ROOT);
  }
}
