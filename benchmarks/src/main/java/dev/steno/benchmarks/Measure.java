// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure, once for each run. Immutable.
 *
 * @param name what was measured
 * @param unit such as {@code spans/s}; "" for a plain number
 * @param runs the figure of each run; NaN where it could not be measured
 * @param asked what it should be; null if nothing was asked
 */
public record Measure(String name, String unit, List<Double> runs, @Nullable Goal asked) {

  /**
   * A bound.
   *
   * @param atLeast true for a lower bound, false for an upper one
   */
  public record Goal(boolean atLeast, double bound) {
    /** This much or more. */
    public static Goal atLeast(double bound) {
      return new Goal(true, bound);
    }

    /** This much or less. */
    public static Goal atMost(double bound) {
      return new Goal(false, bound);
    }

    boolean holds(double value) {
      return atLeast ? value >= bound : value <= bound;
    }
  }

  /** Copies the runs. */
  public Measure {
    runs = List.copyOf(runs);
  }

  /** The middle one, of an even number the mean of the two; NaN if one run could not measure it. */
  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest. */
  public double least() {
    return sorted()[0];
  }

  /** The greatest. */
  public double most() {
    double[] sorted = sorted();
    return sorted[sorted.length - 1];
  }

  /** Whether the median is as asked; null if nothing was asked. */
  public @Nullable Boolean met() {
    return asked == null ? null : asked.holds(median());
  }

  private double[] sorted() {
    if (runs.isEmpty() || runs.contains(Double.NaN)) {
      return new double[] {Double.NaN};
    }
    return runs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
