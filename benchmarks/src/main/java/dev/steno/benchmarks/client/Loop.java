// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import dev.steno.benchmarks.Figures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A loop that JMH runs in a process of its own. Immutable.
 *
 * @param name the class and the method within {@link SpanBenchmarks}
 * @param threads how many run it at a time
 */
record Loop(String name, int threads) {
  static final List<String> JAVA = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

  /** The name of its time of one span in a thread, in nanoseconds. */
  String time() {
    return name + " time " + threads;
  }

  /** The name of the memory that one span takes, in bytes. */
  String bytes() {
    return name + " bytes " + threads;
  }

  /** Runs it, and adds what it found. */
  void run(ClientPlan plan, Figures found) throws IOException {
    try {
      RunResult result = new Runner(options(plan)).runSingle();
      found.put(time(), result.getPrimaryResult().getScore());
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      // What is less than a hundredth of a byte is JMH's own.
      found.put(
          bytes(), allocated == null ? Double.NaN : Math.rint(allocated.getScore() * 100) / 100);
    } catch (RunnerException e) {
      throw new IOException("JMH could not run " + name + ": " + e.getMessage(), e);
    }
  }

  private Options options(ClientPlan plan) {
    TimeValue time = TimeValue.nanoseconds(plan.loop().toNanos());
    return new OptionsBuilder()
        .include(Pattern.quote(SpanBenchmarks.class.getName() + "." + name) + "$")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .threads(threads)
        .forks(1)
        .warmupIterations(plan.warmUps())
        .warmupTime(time)
        .measurementIterations(plan.loops())
        .measurementTime(time)
        .jvmArgs(JAVA.toArray(String[]::new))
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }
}
