// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import dev.steno.benchmarks.Measure.Goal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of one run by a short name. For one thread. */
public final class Figures {
  private final Map<String, Double> byName = new HashMap<>();

  /** Adds a figure. */
  public void put(String name, double value) {
    byName.put(name, value);
  }

  /** A figure; NaN if it was not measured. */
  public double get(String name) {
    return byName.getOrDefault(name, Double.NaN);
  }

  /**
   * The same figure of several runs.
   *
   * @param name its short name
   * @param words what a person calls it
   */
  public static Measure measure(
      List<Figures> runs, String name, String words, String unit, @Nullable Goal asked) {
    return new Measure(words, unit, runs.stream().map(run -> run.get(name)).toList(), asked);
  }
}
