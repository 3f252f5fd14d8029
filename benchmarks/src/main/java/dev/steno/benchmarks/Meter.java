// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import java.lang.management.ManagementFactory;

/** Adds up what pieces of work of this process took. For one thread. */
public final class Meter {
  private long nanos;
  private long cpuNanos;
  private double writtenBytes;

  /** Work that may fail. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    /** Does it. */
    void run() throws E;
  }

  /** Does a piece of work; what other threads of the process do meanwhile counts too. */
  public <E extends Exception> void run(Work<E> work) throws E {
    double written = written();
    long cpu = cpu();
    long begun = System.nanoTime();
    work.run();
    nanos += System.nanoTime() - begun;
    cpuNanos += cpu() - cpu;
    writtenBytes += written() - written;
  }

  /** How long it took. */
  public double seconds() {
    return nanos / 1e9;
  }

  /** How much processor time it took; NaN if the Java machine does not tell. */
  public double cpuSeconds() {
    return cpu() < 0 ? Double.NaN : cpuNanos / 1e9;
  }

  /** How much it caused to be written to disk; NaN where there is no /proc. */
  public double writtenBytes() {
    return writtenBytes;
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : -1;
  }

  private static double written() {
    return ProcessFigures.number("/proc/self/io", "write_bytes");
  }
}
