// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import dev.steno.cli.json.Node;

/** Says what no deletion reaches. Pure functions. */
public final class KeptCopies {

  private KeptCopies() {}

  /** Adds a sentence for each of the {@code copies} that a server's answer names. */
  public static void print(Terminal terminal, Node answer) {
    for (Node copy : answer.each("copies")) {
      String size = copy.get("bytes").isThere() ? " (" + Sizes.of(copy.count("bytes")) + ")" : "";
      terminal.line(
          "What is deleted stays in "
              + copy.text("path", "")
              + size
              + ", a copy from before the data directory was migrated: delete that directory when"
              + " you need the older program no more.");
    }
  }
}
