// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

/** A tool that could not do its work; the model is told and may try again. */
final class ToolFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final String type;

  /**
   * A failure.
   *
   * @param type a short name for its kind, such as {@code timeout}
   */
  ToolFailure(String type, String message) {
    super(message);
    this.type = type;
  }

  String type() {
    return type;
  }
}
