// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The entry point of the {@code steno} program. Stateless. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    Path home = Path.of(System.getProperty("user.home", "."));
    Program program =
        new Program(Screen.ofProcess(environment), environment, home, Clock.systemDefaultZone());
    System.exit(program.run(args));
  }
}
