// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of another JVM with the class path of this one. Immutable. */
public final class ChildJvm {

  private ChildJvm() {}

  /**
   * The command that runs {@code main}.
   *
   * @param temporary its folder for temporary files, of which a killed process leaves some behind
   */
  public static List<String> command(Path temporary, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
