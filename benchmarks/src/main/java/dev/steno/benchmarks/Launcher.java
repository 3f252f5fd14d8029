// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * How another process of this program is started. Immutable.
 *
 * @param java the Java program
 * @param classPath where all classes are
 * @param steno the class that is the {@code steno} program
 */
public record Launcher(String java, String classPath, String steno) {

  /** The command line of a steno command. */
  public List<String> steno(List<String> options, List<String> arguments) {
    return command(options, steno, arguments);
  }

  /** The command line of a program of this module. */
  public List<String> program(List<String> options, Class<?> main, List<String> arguments) {
    return command(options, main.getName(), arguments);
  }

  private List<String> command(List<String> options, String main, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java));
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Xlog:disable");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }
}
