// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.agents;

import dev.steno.benchmarks.Figures;
import dev.steno.benchmarks.Machine;
import dev.steno.benchmarks.Measure;
import dev.steno.benchmarks.Measure.Goal;
import dev.steno.benchmarks.Report;
import dev.steno.benchmarks.load.Disk;
import dev.steno.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures what it saves to keep every message once: the same spans in the store, and in a table of
 * the same engine with their payload repeated. For one thread.
 */
public final class AgentsBench {
  private final Function<Path, Storage> stores;
  private final AgentsPlan plan;
  private final Clock clock;

  /**
   * A benchmark that has not begun.
   *
   * @param stores opens the store of a directory
   */
  public AgentsBench(Function<Path, Storage> stores, AgentsPlan plan, Clock clock) {
    this.stores = stores;
    this.plan = plan;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @param told takes a line after each workload of each run
   * @throws IOException if a store lost something
   */
  public Report run(Consumer<String> told) throws IOException {
    double load = Machine.load();
    Instant start = clock.instant().minus(Duration.ofHours(1));
    List<Workload> workloads =
        List.of(
            Workload.steps(start, plan.steps(), plan.history()),
            Workload.turns(start, plan.spans()),
            Workload.sessions(start, plan.sessions(), plan.turns()));
    Map<Workload, List<Figures>> runs = new LinkedHashMap<>();
    for (int run = 1; run <= plan.runs(); run++) {
      for (Workload workload : workloads) {
        Figures found = run(workload);
        runs.computeIfAbsent(workload, w -> new ArrayList<>()).add(found);
        told.accept(progress(run, workload, found));
      }
    }
    List<Measure> measures = new ArrayList<>();
    runs.forEach((workload, found) -> measures.addAll(measures(workload, found)));
    return new Report("agents", Machine.here(), conditions(load, workloads), measures);
  }

  private Figures run(Workload workload) throws IOException {
    Path directory = Files.createTempDirectory(plan.directory(), "steno-bench-");
    Figures found = new Figures();
    try {
      new ChainSide(stores, directory.resolve("chain")).run(workload, found);
      new PlainSide(directory.resolve("plain.duckdb")).run(workload, found);
    } catch (SQLException e) {
      throw new IOException("The plain table failed: " + e.getMessage(), e);
    } finally {
      Disk.remove(directory);
    }
    found.put("disk", found.get("chain disk") / found.get("plain disk"));
    found.put("smaller", found.get("plain disk") / found.get("chain disk"));
    found.put("written", found.get("chain written") / found.get("plain written"));
    found.put("faster", found.get("chain rate") / found.get("plain rate"));
    return found;
  }

  private static String progress(int run, Workload workload, Figures found) {
    return String.format(
        Locale.ROOT,
        "Run %d, %s: %,.1f MB beside %,.1f MB, %,.0f spans/s beside %,.0f",
        run,
        workload.name(),
        found.get("chain disk"),
        found.get("plain disk"),
        found.get("chain rate"),
        found.get("plain rate"));
  }

  private Map<String, String> conditions(double load, List<Workload> workloads) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("load before", String.format(Locale.ROOT, "%.2f", load));
    said.put("runs", plan.runs() + ", each in an empty directory");
    workloads.forEach(
        workload ->
            said.put(
                workload.name(),
                workload.words() + "; " + workload.commit() + " spans in a transaction"));
    said.put("steno", "the store of this program, called directly, up to 4 batches waiting");
    said.put(
        "plain",
        "a row for each span with its payload repeated, the same engine, settings and compression");
    said.put("durable", "both sync every transaction; rates include the last checkpoint");
    said.put("reads", "whole traces after reopening, each once, with all messages");
    return said;
  }

  private static List<Measure> measures(Workload workload, List<Figures> runs) {
    Goals goals = Goals.of(workload.name());
    List<Measure> all = new ArrayList<>();
    Table table = new Table(workload.name() + ": ", runs, all);
    table.add("payload", "payload", "MB", null);
    table.add("chain disk", "steno on disk", "MB", null);
    table.add("plain disk", "plain on disk", "MB", null);
    table.add("smaller", "plain / steno on disk", "", goals.smaller());
    table.add("disk", "steno / plain on disk", "", goals.disk());
    table.add("chain written", "steno written", "MB", null);
    table.add("plain written", "plain written", "MB", null);
    table.add("written", "steno / plain written", "", goals.written());
    table.add("chain rate", "steno ingest", "spans/s", null);
    table.add("plain rate", "plain ingest", "spans/s", null);
    table.add("faster", "steno / plain ingest", "", goals.faster());
    table.add("chain cpu", "steno processor time", "s", null);
    table.add("plain cpu", "plain processor time", "s", null);
    table.add("chain read", "steno whole trace p50", "ms", null);
    table.add("chain read most", "steno whole trace longest", "ms", goals.read());
    table.add("plain read", "plain whole trace p50", "ms", null);
    table.add("plain read most", "plain whole trace longest", "ms", null);
    return all;
  }

  private record Table(String prefix, List<Figures> runs, List<Measure> all) {
    void add(String key, String name, String unit, @Nullable Goal asked) {
      all.add(Figures.measure(runs, key, prefix + name, unit, asked));
    }
  }

  /** What is asked of a workload; null where nothing is. */
  private record Goals(
      @Nullable Goal smaller,
      @Nullable Goal disk,
      @Nullable Goal written,
      @Nullable Goal faster,
      @Nullable Goal read) {
    static Goals of(String workload) {
      return switch (workload) {
        case "steps" ->
            new Goals(Goal.atLeast(100), null, null, Goal.atLeast(10), Goal.atMost(300));
        case "turns" ->
            new Goals(null, Goal.atMost(1.1), Goal.atMost(0.3), Goal.atLeast(1.8), null);
        default -> new Goals(null, null, null, null, null);
      };
    }
  }
}
