// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of every benchmark that writes files. For one thread. */
final class DiskOption {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}",
      description =
          "The disk to measure; what is made there is removed (default: the temporary"
              + " folder).")
  private Path directory = Path.of("");

  Path directory() {
    return directory;
  }
}
