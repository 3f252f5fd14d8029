// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import java.time.Duration;

/**
 * What a process has taken so far. Immutable.
 *
 * @param cpu processor time
 * @param peakBytes the most memory that it has had resident; NaN where there is no /proc
 * @param writtenBytes what it has caused to be written to disk; NaN where there is no /proc
 */
public record ProcessFigures(Duration cpu, double peakBytes, double writtenBytes) {

  /** The figures of a process that is running. */
  public static ProcessFigures of(ProcessHandle process) {
    String proc = "/proc/" + process.pid();
    return new ProcessFigures(
        process.info().totalCpuDuration().orElse(Duration.ZERO),
        1024 * number(proc + "/status", "VmHWM"),
        number(proc + "/io", "write_bytes"));
  }

  /** How many processors it kept busy since {@code earlier}. */
  public double processorsSince(ProcessFigures earlier, Duration elapsed) {
    return cpu.minus(earlier.cpu).toNanos() / (double) elapsed.toNanos();
  }

  static double number(String file, String name) {
    String digits = Machine.line(file, name, "").replaceAll("[^0-9]", "");
    return digits.isEmpty() ? Double.NaN : Double.parseDouble(digits);
  }
}
