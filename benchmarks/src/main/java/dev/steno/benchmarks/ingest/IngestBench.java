// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.ingest;

import dev.steno.benchmarks.Figures;
import dev.steno.benchmarks.Launcher;
import dev.steno.benchmarks.Machine;
import dev.steno.benchmarks.Measure;
import dev.steno.benchmarks.Measure.Goal;
import dev.steno.benchmarks.Report;
import dev.steno.benchmarks.load.Conversations;
import dev.steno.benchmarks.load.Redundancy;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures how fast a server takes spans, and the engine alone beside it. For one thread. */
public final class IngestBench {
  private final Launcher launcher;
  private final IngestPlan plan;
  private final Clock clock;

  /** A benchmark that has not begun. */
  public IngestBench(Launcher launcher, IngestPlan plan, Clock clock) {
    this.launcher = launcher;
    this.plan = plan;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @param told takes a line after each run
   * @throws IOException if a process did not do its part
   */
  public Report run(Consumer<String> told) throws IOException, InterruptedException {
    double load = Machine.load();
    List<Figures> runs = new ArrayList<>();
    for (int run = 1; run <= plan.runs(); run++) {
      Figures found = new IngestRun(launcher, plan, clock).run(run);
      runs.add(found);
      told.accept(
          words(
              "Run %d of %d: %,.0f spans/s, raw appender %,.0f spans/s, p99 %,.0f ms",
              run, plan.runs(), found.get("spans"), found.get("raw"), found.get("p99")));
    }
    return new Report("ingest", Machine.here(), conditions(load, runs.get(0)), measures(runs));
  }

  private Map<String, String> conditions(double load, Figures run) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("load before", words("%.2f", load));
    said.put(
        "runs",
        words(
            "%d of %d s after %d s that do not count, each with a new server and an empty"
                + " directory",
            plan.runs(), plan.seconds(), plan.warmUp()));
    said.put(
        "requests",
        words(
            "OTLP/HTTP protobuf, not compressed, encoded before, %d spans of %.1f KB each, %d in"
                + " flight",
            plan.traces() * Conversations.SPANS,
            run.get("bytes per span") / 1000,
            plan.inFlight()));
    said.put(
        "payload",
        words(
            "%s; ids, times and a number in each text are new in every request, %d requests in"
                + " turn",
            Redundancy.of(20).words(), plan.requests()));
    said.put("acknowledged", "the server answers 200 after the store has synced");
    said.put(
        "client", "a socket for each request in flight, in this process, on the same processors");
    said.put(
        "readers",
        words(
            "two over REST, %d ms after each answer: newest 50 with a filter, a whole trace that"
                + " was just acknowledged",
            plan.pause().toMillis()));
    said.put("server", "steno serve, java " + String.join(" ", plan.javaOptions()));
    said.put("raw appender", raw());
    return said;
  }

  private String raw() {
    return words(
        "alone on the machine, one thread, a row for each span with its whole payload, compressed"
            + " alike, %d rows in each synced transaction, the store's settings of the engine",
        plan.group());
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static List<Measure> measures(List<Figures> runs) {
    List<Measure> all = new ArrayList<>();
    Table figures = new Table(runs, all);
    figures.add("spans", "acknowledged", "spans/s", Goal.atLeast(15_000));
    figures.add("raw", "raw appender", "spans/s", null);
    figures.add("share", "share of the raw appender", "%", Goal.atLeast(50));
    figures.add("p50", "request p50", "ms", null);
    figures.add("p95", "request p95", "ms", null);
    figures.add("p99", "request p99", "ms", Goal.atMost(500));
    figures.add("max", "request longest", "ms", null);
    figures.add("gap", "longest time without an acknowledgement", "ms", null);
    figures.add("refused", "requests refused (429, 503)", "", null);
    figures.add("list p50", "newest 50 with a filter p50", "ms", null);
    figures.add("list p95", "newest 50 with a filter p95", "ms", null);
    figures.add("trace p50", "whole trace p50", "ms", null);
    figures.add("trace p95", "whole trace p95", "ms", null);
    figures.add("reads", "answers to the readers", "", null);
    figures.add("failed reads", "requests of the readers that failed", "", Goal.atMost(0));
    figures.add("resident", "server resident, most", "MB", Goal.atMost(3_000));
    figures.add("server cpu", "server processors busy", "", null);
    figures.add("client cpu", "client processors busy", "", null);
    figures.add("others cpu", "processors busy with anything else", "", null);
    figures.add("raw cpu", "raw appender processors busy", "", null);
    figures.add("written", "server bytes written", "MB", null);
    figures.add("raw written", "raw appender bytes written", "MB", null);
    figures.add("disk", "server bytes on disk after", "MB", null);
    figures.add("raw disk", "raw appender bytes on disk after", "MB", null);
    return all;
  }

  private record Table(List<Figures> runs, List<Measure> all) {
    void add(String key, String name, String unit, @Nullable Goal asked) {
      all.add(Figures.measure(runs, key, name, unit, asked));
    }
  }
}
