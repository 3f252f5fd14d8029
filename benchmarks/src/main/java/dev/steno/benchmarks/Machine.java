// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a benchmark runs on. Immutable.
 *
 * @param cores processors that this process may use
 * @param model the processor's name, or its kind if the system does not tell
 * @param memoryBytes memory of the machine; 0 if the system does not tell
 * @param system the operating system
 * @param java the Java machine
 */
public record Machine(int cores, String model, long memoryBytes, String system, String java) {

  /** This machine. */
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        line("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
        1024 * Long.parseLong(line("/proc/meminfo", "MemTotal", "0").replaceAll("[^0-9]", "")),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  /** How many processes wanted to run in the last minute; negative if the system does not tell. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /**
   * Processor time that all processes together have had since the machine started, in seconds; NaN
   * where there is no /proc.
   */
  public static double busySeconds() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] ticks = lines.findFirst().orElse("").split(" +");
      // user, nice, system, idle, waiting, interrupts: a hundred a second on every Linux.
      double busy = 0;
      for (int i : new int[] {1, 2, 3, 6, 7}) {
        busy += Double.parseDouble(ticks[i]) / 100;
      }
      return busy;
    } catch (IOException noSuchFile) {
      return Double.NaN;
    }
  }

  /** The value of a line {@code name: value}. */
  static String line(String file, String name, String otherwise) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException noSuchFile) {
      return otherwise;
    }
  }
}
