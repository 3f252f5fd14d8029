// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import dev.steno.cli.json.Members;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** Tells the program's version and Java's. */
@Command(name = "version", description = "Tells the version.")
final class VersionCommand implements Runnable, IVersionProvider {
  private final Terminal terminal;
  @Mixin private OutputOptions output = new OutputOptions();

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    String java = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (output.json()) {
      Members json =
          new Members().put("version", version()).put("java", java).put("system", system);
      terminal.line(Json.write(json.object()));
    } else {
      terminal.line("steno " + version() + " · " + java + " · " + system);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"steno " + version()};
  }

  /** What the jar's manifest says; classes outside a jar have none. */
  static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
