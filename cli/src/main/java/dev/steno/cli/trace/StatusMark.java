// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;

/** A status in one cell. Stateless. */
final class StatusMark {

  private StatusMark() {}

  static String of(Terminal terminal, String status) {
    return switch (status) {
      case "error" -> terminal.paint(Style.RED, "✗");
      case "running" -> terminal.paint(Style.YELLOW, "…");
      case "unfinished" -> terminal.paint(Style.YELLOW, "?");
      default -> terminal.paint(Style.GREEN, "✓");
    };
  }
}
