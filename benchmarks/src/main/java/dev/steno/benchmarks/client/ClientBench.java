// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import dev.steno.benchmarks.Figures;
import dev.steno.benchmarks.Machine;
import dev.steno.benchmarks.Measure;
import dev.steno.benchmarks.Measure.Goal;
import dev.steno.benchmarks.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a span of the client takes of the thread that makes it, beside the same span of
 * OpenTelemetry alone. For one thread.
 */
public final class ClientBench {
  private static final List<Pair> PAIRS =
      List.of(
          new Pair("message", "Bare.message", "Client.message", Goal.atMost(1.5)),
          new Pair("tool", "Bare.tool", "Client.tool", Goal.atMost(1.5)),
          new Pair("generation", "Bare.generation", "Client.generation", Goal.atMost(1.5)),
          new Pair("tool, start parts on", "Bare.tool", "Telling.tools", null),
          new Pair("4 KB of typed messages", "Bare.messages", "Client.messages", null));
  private static final List<Disabled> DISABLED =
      List.of(
          new Disabled("message", "Disabled.message"),
          new Disabled("tool", "Disabled.tool"),
          new Disabled("trace and message", "Disabled.trace"));

  private final ClientPlan plan;
  private final int cores;

  /** The same span, of OpenTelemetry alone and of the client. */
  private record Pair(String name, String bare, String client, @Nullable Goal asked) {}

  private record Disabled(String name, String loop) {}

  /** A benchmark that has not begun. */
  public ClientBench(ClientPlan plan) {
    this.plan = plan;
    this.cores = Runtime.getRuntime().availableProcessors();
  }

  /**
   * Runs it.
   *
   * @param told takes a line after each loop
   * @throws IOException if JMH could not run
   */
  public Report run(Consumer<String> told) throws IOException {
    double load = Machine.load();
    List<Figures> runs = new ArrayList<>();
    for (int run = 1; run <= plan.runs(); run++) {
      Figures found = new Figures();
      for (Loop loop : loops()) {
        loop.run(plan, found);
        told.accept(progress(run, loop, found));
      }
      compare(found);
      runs.add(found);
    }
    return new Report("client", Machine.here(), conditions(load), measures(runs));
  }

  private Set<Loop> loops() {
    Set<Loop> loops = new LinkedHashSet<>();
    for (Pair pair : PAIRS) {
      loops.add(new Loop(pair.bare(), 1));
      loops.add(new Loop(pair.client(), 1));
    }
    DISABLED.forEach(disabled -> loops.add(new Loop(disabled.loop(), 1)));
    for (int threads : threads()) {
      loops.add(new Loop("Bare.tool", threads));
      loops.add(new Loop("Client.tool", threads));
    }
    return loops;
  }

  /** Two, and as many as the machine has if those are more. */
  private List<Integer> threads() {
    return cores > 2 ? List.of(2, cores) : List.of(2);
  }

  private void compare(Figures found) {
    for (Pair pair : PAIRS) {
      Loop bare = new Loop(pair.bare(), 1);
      Loop client = new Loop(pair.client(), 1);
      found.put(pair.name() + " time", found.get(client.time()) / found.get(bare.time()));
      found.put(pair.name() + " bytes", found.get(client.bytes()) / found.get(bare.bytes()));
    }
    for (int threads : threads()) {
      for (String name : List.of("Bare.tool", "Client.tool")) {
        double alone = found.get(new Loop(name, 1).time());
        double together = found.get(new Loop(name, threads).time());
        found.put(name + " by " + threads, threads * alone / together);
      }
    }
  }

  private static String progress(int run, Loop loop, Figures found) {
    return String.format(
        Locale.ROOT,
        "Run %d, %s%s: %,.1f ns, %,.0f B",
        run,
        loop.name(),
        loop.threads() == 1 ? "" : " in " + loop.threads() + " threads",
        found.get(loop.time()),
        found.get(loop.bytes()));
  }

  private Map<String, String> conditions(double load) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("load before", String.format(Locale.ROOT, "%.2f", load));
    said.put("runs", plan.runs() + ", each loop in a process of its own each time");
    said.put(
        "loop",
        String.format(
            Locale.ROOT,
            "JMH's average over %d × %d ms after %d × %d ms, java %s",
            plan.loops(),
            plan.loop().toMillis(),
            plan.warmUps(),
            plan.loop().toMillis(),
            String.join(" ", Loop.JAVA)));
    said.put(
        "span", "from its beginning to its end, as far as the calling thread has to do with it");
    said.put(
        "bare",
        "the same span of OpenTelemetry's SDK, with the same attributes and the JSON at hand; a"
            + " processor drops it");
    said.put("client", "start parts off unless said otherwise; the delivery drops the span");
    return said;
  }

  private List<Measure> measures(List<Figures> runs) {
    Table table = new Table(runs, new ArrayList<>());
    for (Pair pair : PAIRS) {
      String name = pair.name() + ": ";
      Loop bare = new Loop(pair.bare(), 1);
      Loop client = new Loop(pair.client(), 1);
      table.add(bare.time(), name + "bare", "ns", null);
      table.add(client.time(), name + "client", "ns", null);
      table.add(pair.name() + " time", name + "client / bare time", "", pair.asked());
      table.add(bare.bytes(), name + "bare allocates", "B", null);
      table.add(client.bytes(), name + "client allocates", "B", null);
      table.add(pair.name() + " bytes", name + "client / bare bytes", "", pair.asked());
    }
    for (Disabled disabled : DISABLED) {
      Loop loop = new Loop(disabled.loop(), 1);
      String name = "disabled, " + disabled.name() + ": ";
      table.add(loop.time(), name + "client", "ns", Goal.atMost(5));
      table.add(loop.bytes(), name + "client allocates", "B", Goal.atMost(0));
    }
    for (int threads : threads()) {
      Goal asked = threads == 2 && cores > 1 ? Goal.atLeast(1.6) : null;
      String name = threads + " threads / one: ";
      table.add("Bare.tool by " + threads, name + "bare", "", null);
      table.add("Client.tool by " + threads, name + "client", "", asked);
    }
    return table.all();
  }

  private record Table(List<Figures> runs, List<Measure> all) {
    void add(String key, String name, String unit, @Nullable Goal asked) {
      all.add(Figures.measure(runs, key, name, unit, asked));
    }
  }
}
