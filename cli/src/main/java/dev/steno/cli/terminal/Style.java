// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

/** A quiet colour or weight. */
public enum Style {
  /** As the terminal writes. */
  PLAIN(""),
  /** What the eye should find first. */
  BOLD("1"),
  /** What may be passed over. */
  DIM("2"),
  /** Wrong. */
  RED("31"),
  /** Right. */
  GREEN("32"),
  /** Under way, or worth a look. */
  YELLOW("33"),
  /** Agents and workflows. */
  BLUE("34"),
  /** Models. */
  MAGENTA("35"),
  /** Tools. */
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String on(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
