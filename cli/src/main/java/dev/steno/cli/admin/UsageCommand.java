// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Columns;
import dev.steno.cli.terminal.KeptCopies;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Sizes;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how much the store holds, by week and project. For one thread. */
@Command(
    name = "du",
    description =
        "Shows what each project has of each week's file. Projects share a file, so their bytes are"
            + " an estimate: their blobs, and of the rest their share of the rows.")
public final class UsageCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public UsageCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    try (Rest rest = server.administer(home)) {
      Rest.Answer answer = rest.get("/usage");
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        print(answer.node());
      }
    }
  }

  private void print(Node usage) {
    List<Node> weeks = usage.each("weeks");
    if (weeks.isEmpty()) {
      terminal.line("No traces yet.");
    } else {
      Columns columns =
          new Columns(terminal, "WEEK", "PROJECT", "BYTES", "TRACES", "SPANS", "MESSAGES", "BLOBS");
      for (Node week : weeks) {
        week(columns, week);
      }
      columns.print();
    }
    Node disk = usage.get("disk");
    if (disk.isThere()) {
      terminal.line("");
      terminal.line(total(disk));
    }
    KeptCopies.print(terminal, usage);
  }

  private static void week(Columns columns, Node week) {
    if (week.get("bytes").isThere()) {
      columns.row(week.text("week", ""), "", Sizes.of(week.count("bytes")), "", "", "", "");
    }
    for (Node share : week.each("projects")) {
      columns.row(
          week.text("week", ""),
          share.text("project", ""),
          "~" + Sizes.of(share.count("estimated_bytes")),
          Long.toString(share.count("traces")),
          Long.toString(share.count("spans")),
          Long.toString(share.count("messages")),
          Long.toString(share.count("blobs")));
    }
  }

  private String total(Node disk) {
    String limit =
        disk.get("limit_bytes").isThere()
            ? " of the " + Sizes.of(disk.count("limit_bytes")) + " that --max-disk allows"
            : "";
    return terminal.paint(Style.BOLD, Sizes.of(disk.count("used_bytes")))
        + limit
        + ": catalog "
        + Sizes.of(disk.count("catalog_bytes"))
        + ", temporary "
        + Sizes.of(disk.count("temporary_bytes"))
        + "; the disk has "
        + Sizes.of(disk.count("free_bytes"))
        + " left.";
  }
}
