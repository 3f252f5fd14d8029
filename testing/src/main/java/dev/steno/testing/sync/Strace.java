// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Command lines that record the system calls of a process for {@link SyncCheck}. Stateless. */
public final class Strace {
  /** What to say where {@link #works()} is false. */
  public static final String MISSING =
      "strace is missing or may not trace: install the Debian package strace";

  private static final String CALLS =
      "write,pwrite64,writev,pwritev,sendto,sendmsg,fsync,fdatasync";

  private Strace() {}

  /** Whether a process can be traced here. */
  public static boolean works() {
    try {
      Process process =
          new ProcessBuilder("strace", "-f", "-e", "trace=fsync", "-o", "/dev/null", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** {@code command}, with its writes and syncs recorded in {@code output}. */
  public static List<String> record(Path output, List<String> command) {
    return traced(output, List.of(), command);
  }

  /** As {@link #record}, but every sync returns at once and syncs nothing. */
  public static List<String> recordWithoutSync(Path output, List<String> command) {
    return traced(output, List.of("-e", "inject=fsync,fdatasync:retval=0"), command);
  }

  /** As {@link #record}, but every sync takes so many seconds longer. */
  public static List<String> recordWithSlowSync(Path output, int seconds, List<String> command) {
    String delay = "inject=fsync,fdatasync:delay_enter=" + seconds * 1_000_000;
    return traced(output, List.of("-e", delay), command);
  }

  private static List<String> traced(Path output, List<String> options, List<String> command) {
    List<String> traced = new ArrayList<>(List.of("strace", "-f", "-y", "-s", "48"));
    traced.addAll(List.of("-e", "trace=" + CALLS, "-e", "signal=none"));
    traced.addAll(options);
    traced.addAll(List.of("-o", output.toString()));
    traced.addAll(command);
    return traced;
  }
}
