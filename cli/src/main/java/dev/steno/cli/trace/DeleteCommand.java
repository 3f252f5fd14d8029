// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.KeptCopies;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes traces. For one thread. */
@Command(
    name = "delete",
    description =
        "Deletes a trace, or all that meet a query, with their messages, blobs and feedback, so"
            + " that no file holds them any more. Asks first on a terminal.",
    footer = {
      "",
      "Examples:",
      "  steno delete 4f2a --yes",
      "  steno delete --query user:ada --dry-run",
      "  steno delete --log"
    })
public final class DeleteCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "TRACE",
      arity = "0..1",
      description = "The trace's id or its first digits.")
  private @Nullable String trace;

  @Option(names = "--query", paramLabel = "QUERY", description = "Every trace that meets it.")
  private @Nullable String query;

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description = "What a retention of so many days would delete, such as 30d.")
  private @Nullable String olderThan;

  @Option(names = "--all", description = "Every trace of the project.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only count.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--log", description = "List the last deletions.")
  private boolean log;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public DeleteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    long ways =
        Stream.of(trace != null, query != null, olderThan != null, all, log)
            .filter(is -> is)
            .count();
    if (ways != 1) {
      throw new Failure(
          Failure.Code.USAGE,
          "delete: "
              + ways
              + " of them named (expected: one of a trace, --query, --older-than, --all, --log).");
    }
    if (trace == null && !log && !dryRun && !yes && !terminal.interactive()) {
      throw new Failure(
          Failure.Code.USAGE,
          "delete: many traces and nobody to ask (expected: --yes, or --dry-run to look first).");
    }
    try (Rest rest = server.connect()) {
      if (log) {
        DeletionLog.print(terminal, rest.get("/deletions"), output.json());
      } else {
        delete(rest);
      }
    }
  }

  private void delete(Rest rest) {
    String what = trace == null ? "traces" : "trace " + TraceIds.find(rest, trace);
    String path = trace == null ? "/traces" : "/traces/" + TraceIds.find(rest, trace);
    if (dryRun || (!yes && terminal.interactive())) {
      Rest.Answer answer = rest.delete(path, parameters(true));
      if (dryRun) {
        say("Would delete ", what, answer);
        return;
      }
      ask(what, answer.node().get("deleted"));
    }
    say("Deleted ", what, rest.delete(path, parameters(false)));
  }

  private void ask(String what, Node counted) {
    String spans = count(counted, "span");
    String subject = trace == null ? count(counted, "trace") : what;
    if (!terminal.confirm("Delete " + subject + " with " + spans + "?")) {
      throw new Failure(Failure.Code.FAILED, "nothing was deleted.");
    }
  }

  private void say(String verb, String what, Rest.Answer answer) {
    if (output.json()) {
      terminal.line(answer.body());
      return;
    }
    Node deleted = answer.node().get("deleted");
    terminal.line(
        verb
            + (trace == null ? count(deleted, "trace") : what)
            + ": "
            + String.join(
                ", ", count(deleted, "span"), count(deleted, "message"), count(deleted, "blob"))
            + " and "
            + deleted.count("feedback")
            + " feedback.");
    KeptCopies.print(terminal, answer.node());
  }

  private Map<String, @Nullable String> parameters(boolean dry) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("q", query);
    parameters.put("older_than_days", days());
    parameters.put("all", all ? "true" : null);
    parameters.put("dry_run", dry ? "true" : null);
    return parameters;
  }

  private @Nullable String days() {
    if (olderThan != null && !olderThan.matches("[1-9][0-9]{0,4}d")) {
      throw new Failure(
          Failure.Code.USAGE, "older-than: " + olderThan + " (expected: such as 30d).");
    }
    return olderThan == null ? null : olderThan.substring(0, olderThan.length() - 1);
  }

  private static String count(Node counts, String noun) {
    long number = counts.count(noun + "s");
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
