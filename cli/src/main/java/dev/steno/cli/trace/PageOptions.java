// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that shows a list page by page. For one thread. */
final class PageOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many (default: 20).")
  private int limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the last page ended.")
  private @Nullable String cursor;

  /** The parameters with those of the page. */
  Map<String, @Nullable String> addTo(Map<String, @Nullable String> query) {
    query.put("limit", Integer.toString(limit));
    query.put("cursor", cursor);
    return query;
  }

  /** Says to a person how to see the next page, if there is one. */
  void sayNext(Terminal terminal, Node page) {
    String next = page.text("next");
    if (next != null && terminal.interactive()) {
      terminal.line(terminal.paint(Style.DIM, "  More: add --cursor " + next));
    }
  }
}
