// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import picocli.CommandLine.Option;

/** The option of every command and of every group of commands. For one thread. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;
}
