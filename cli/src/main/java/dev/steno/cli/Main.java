// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import picocli.CommandLine;

/** The entry point of the {@code steno} program. For one thread. */
@CommandLine.Command(
    name = "steno",
    mixinStandardHelpOptions = true,
    version = "steno 0.1.0-SNAPSHOT",
    description = "The verbatim record of what people, models and tools said to each other.")
public final class Main implements Runnable {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
