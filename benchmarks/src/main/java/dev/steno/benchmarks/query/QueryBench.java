// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.query;

import dev.steno.benchmarks.Figures;
import dev.steno.benchmarks.Latencies;
import dev.steno.benchmarks.Launcher;
import dev.steno.benchmarks.Machine;
import dev.steno.benchmarks.Measure;
import dev.steno.benchmarks.Measure.Goal;
import dev.steno.benchmarks.Report;
import dev.steno.benchmarks.load.Disk;
import dev.steno.benchmarks.load.Reader;
import dev.steno.benchmarks.load.ServerProcess;
import dev.steno.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Measures how fast a server answers over a large record. For one thread. */
public final class QueryBench {
  private static final int WARM_UP = 10;
  private final Launcher launcher;
  private final Function<Path, Storage> stores;
  private final QueryPlan plan;
  private final Clock clock;

  /**
   * A benchmark that has not begun.
   *
   * @param stores opens the store of a directory
   */
  public QueryBench(
      Launcher launcher, Function<Path, Storage> stores, QueryPlan plan, Clock clock) {
    this.launcher = launcher;
    this.stores = stores;
    this.plan = plan;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @param told takes a line now and then
   * @throws IOException if a server does not start
   */
  public Report run(Consumer<String> told) throws IOException {
    double load = Machine.load();
    Path made = Files.createTempDirectory(plan.directory(), "steno-bench-");
    try {
      Path where = plan.kept() == null ? made : plan.kept();
      List<Figures> runs = runs(where, 1, told);
      List<Figures> larger = plan.factor() == 1 ? List.of() : runs(where, plan.factor(), told);
      List<Measure> measures = new ArrayList<>(measures("", runs, true));
      if (!larger.isEmpty()) {
        measures.addAll(measures("%d times: ".formatted(plan.factor()), larger, false));
        measures.addAll(ratios(runs, larger));
      }
      return new Report("query", Machine.here(), conditions(load, runs.get(0)), measures);
    } finally {
      Disk.remove(made);
    }
  }

  private List<Figures> runs(Path where, int factor, Consumer<String> told) throws IOException {
    int spans = plan.spans() * factor;
    int days = plan.days() * factor;
    Path data = where.resolve(spans + "-spans-" + days + "-days");
    Path complete = where.resolve(data.getFileName() + ".complete");
    if (Files.exists(complete)) {
      told.accept("Using " + data + " again");
    } else {
      Files.createDirectories(where);
      try (Storage storage = stores.apply(data)) {
        new Filling(storage, told).fill(spans, days, clock.instant());
      }
      Files.createFile(complete);
    }
    List<Figures> runs = new ArrayList<>();
    for (int run = 1; run <= plan.runs(); run++) {
      told.accept("Run %d of %d over %,d spans".formatted(run, plan.runs(), spans));
      runs.add(run(data, told));
    }
    return runs;
  }

  private Figures run(Path data, Consumer<String> told) throws IOException {
    Figures found = new Figures();
    found.put("disk", Disk.bytes(data) / 1e6);
    try (ServerProcess server = ServerProcess.start(launcher, plan.javaOptions(), data)) {
      Duration within = Duration.ofDays(Math.min(7, plan.days()));
      Questions questions = Questions.about(server.address(), clock, within, plan.repeats());
      Map<String, Latencies> took = new LinkedHashMap<>();
      Questions.NAMES.forEach(name -> took.put(name, new Latencies()));
      for (int i = -WARM_UP; i < plan.repeats(); i++) {
        int repetition = Math.floorMod(i, plan.repeats());
        boolean counts = i >= 0;
        took.entrySet()
            .removeIf(each -> failed(server.address(), questions, each, repetition, counts, told));
      }
      took.forEach(
          (name, latencies) -> {
            found.put(name + " p50", latencies.millis(0.5));
            found.put(name + " p95", latencies.millis(0.95));
          });
      found.put("resident", server.figures().peakBytes() / 1e6);
    }
    return found;
  }

  /** A question that fails once is not asked again, and its figure is shown as missing. */
  private static boolean failed(
      URI server,
      Questions questions,
      Map.Entry<String, Latencies> question,
      int repetition,
      boolean counts,
      Consumer<String> told) {
    try {
      long nanos = Reader.ask(server, questions.path(question.getKey(), repetition));
      if (counts) {
        question.getValue().add(nanos);
      }
      return false;
    } catch (IOException e) {
      told.accept(question.getKey() + " is not measured: " + e.getMessage());
      return true;
    }
  }

  private Map<String, String> conditions(double load, Figures run) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("load before", String.format(Locale.ROOT, "%.2f", load));
    said.put(
        "record",
        String.format(
            Locale.ROOT,
            "%,d spans in conversations of 20 turns over %d days, %,.0f MB on disk",
            plan.spans(),
            plan.days(),
            run.get("disk")));
    said.put(
        "runs",
        "%d, each with a new server, %d times each question after %d that do not count"
            .formatted(plan.runs(), plan.repeats(), WARM_UP));
    said.put(
        "questions",
        "over REST, one after the other by turns, until the last byte; each time another trace,"
            + " user, name or word");
    said.put("client", "this process, on the same processors");
    said.put("server", "steno serve, java " + String.join(" ", plan.javaOptions()));
    return said;
  }

  private static List<Measure> measures(String prefix, List<Figures> runs, boolean judged) {
    List<Measure> all = new ArrayList<>();
    for (String name : Questions.NAMES) {
      for (String share : List.of(" p50", " p95")) {
        Goal asked = judged && share.equals(" p95") ? goal(name) : null;
        all.add(Figures.measure(runs, name + share, prefix + name + share, "ms", asked));
      }
    }
    all.add(Figures.measure(runs, "resident", prefix + "server resident, most", "MB", null));
    return all;
  }

  private static List<Measure> ratios(List<Figures> runs, List<Figures> larger) {
    List<Measure> all = new ArrayList<>();
    for (String name : Questions.NAMES) {
      double small = Figures.measure(runs, name + " p95", name, "", null).median();
      List<Double> ratios =
          larger.stream().map(figures -> figures.get(name + " p95") / small).toList();
      all.add(new Measure(name + " p95, larger / smaller", "", ratios, Goal.atMost(1.5)));
    }
    return all;
  }

  private static Goal goal(String name) {
    return switch (name) {
      case Questions.TRACE -> Goal.atMost(40);
      case Questions.AGGREGATES -> Goal.atMost(120);
      case Questions.SEARCH -> Goal.atMost(1_500);
      default -> Goal.atMost(60);
    };
  }
}
