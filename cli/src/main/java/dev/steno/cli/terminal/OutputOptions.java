// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command. For one thread. */
public final class OutputOptions {
  @Option(names = "--json", description = "Answer in JSON, for programs.")
  private boolean json;

  @Option(names = "--verbose", description = "Show the stack of a failure.")
  private boolean verbose;

  @Mixin private HelpOption help = new HelpOption();

  /** True if a program reads the answer. */
  public boolean json() {
    return json;
  }

  /** True if the stack of a failure is wanted. */
  public boolean verbose() {
    return verbose;
  }
}
