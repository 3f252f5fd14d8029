// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;

/** A project's settings for a person. Stateless. */
final class SettingLines {

  private SettingLines() {}

  /** Where the settings of a project are. */
  static String path(String project) {
    return "/projects/" + Rest.segment(project) + "/settings";
  }

  static void print(Terminal terminal, String project, Node settings) {
    String days = settings.text("retention_days");
    terminal.line(terminal.paint(Style.BOLD, Cells.line(project)));
    terminal.line("retention  " + (days == null ? "for ever" : days + " days"));
  }
}
