// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.util.stream.Collectors;

/** A project's settings for a person. Stateless. */
final class SettingLines {

  private SettingLines() {}

  /** Where the settings of a project are. */
  static String path(String project) {
    return "/projects/" + Rest.segment(project) + "/settings";
  }

  /** The text of a list's element. */
  static String word(Node element) {
    String word = element.text();
    return word == null ? "" : word;
  }

  static void print(Terminal terminal, String project, Node settings) {
    String days = settings.text("retention_days");
    terminal.line(terminal.paint(Style.BOLD, Cells.line(project)));
    terminal.line("retention  " + (days == null ? "for ever" : days + " days"));
    Node redaction = settings.get("redaction");
    String words =
        redaction.each("rules").stream().map(SettingLines::word).collect(Collectors.joining(", "));
    terminal.line("redaction  " + (words.isEmpty() ? "none" : words));
    for (Node own : redaction.each("own")) {
      terminal.line(
          "rule       " + Cells.line(own.text("name", "") + "  " + own.text("pattern", "")));
    }
  }
}
