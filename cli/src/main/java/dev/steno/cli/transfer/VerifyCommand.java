// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks everything that is recorded. For one thread. */
@Command(
    name = "verify",
    description = {
      "Reads everything that is recorded and recomputes every hash: the ids of messages, the",
      "heads of conversations, binary content. Names what is broken and ends with 1 then."
    },
    footer = {"", "Example:", "  steno verify --data /backups/steno"})
public final class VerifyCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;
  private final List<JsonValue> faults = new ArrayList<>();

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public VerifyCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    Following following = new Following(terminal, "Checking", this::broken);
    try (Rest rest = server.maintain(home)) {
      rest.follow("/verify", JsonObject.EMPTY, following::take);
    }
    report(following.done());
  }

  private void broken(Node line) {
    Node fault = line.get("fault");
    if (output.json()) {
      faults.add(fault.value() == null ? JsonValue.NULL : fault.value());
      return;
    }
    String trace = fault.text("trace_id");
    String where =
        trace == null
            ? ""
            : fault.text("project", "")
                + ", trace "
                + trace
                + (fault.text("span_id") == null ? "" : ", span " + fault.text("span_id"))
                + ": ";
    terminal.line(where + fault.text("error", "something is broken"));
  }

  private void report(Node done) {
    long broken = done.count("faults");
    if (output.json()) {
      Members json = new Members();
      for (String name : List.of("traces", "commits", "messages", "blobs")) {
        json.put(name, done.count(name));
      }
      terminal.line(Json.write(json.put("faults", faults).object()));
    } else if (broken == 0) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "All is sound: %,d traces, %,d model calls, %,d messages and tools, %,d blobs.",
              done.count("traces"),
              done.count("commits"),
              done.count("messages"),
              done.count("blobs")));
    }
    if (broken > 0) {
      throw new Failure(
          Failure.Code.FAILED,
          broken + " found broken: restore from a backup, or delete the traces concerned.");
    }
  }
}
