// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.bench;

import dev.steno.benchmarks.Launcher;
import dev.steno.benchmarks.Report;
import dev.steno.cli.Main;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every benchmark. For one thread. */
final class BenchOptions {
  @Option(
      names = "--runs",
      paramLabel = "COUNT",
      defaultValue = "5",
      description = "How often it is repeated; the median counts (default: 5).")
  private int runs;

  @Mixin private OutputOptions output = new OutputOptions();

  /** A benchmark, which tells of its progress. */
  @FunctionalInterface
  interface Bench {
    Report run(Consumer<String> told) throws IOException, InterruptedException;
  }

  int runs() {
    return atLeast("runs", runs, 1);
  }

  /** This program in another process. */
  static Launcher launcher() {
    return new Launcher(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  /** Runs a benchmark and writes what it found. */
  void run(Terminal terminal, Bench bench) {
    try {
      Report report = bench.run(terminal::errorLine);
      if (output.json()) {
        terminal.line(Json.write(report.toJson()));
      } else {
        new ReportTable(terminal, report).print();
      }
    } catch (IOException e) {
      throw new Failure(Failure.Code.FAILED, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(Failure.Code.FAILED, "the benchmark was interrupted.", e);
    }
  }

  static int atLeast(String name, int value, int least) {
    if (value < least) {
      throw new Failure(
          Failure.Code.USAGE, name + ": " + value + " (expected: " + least + " or more).");
    }
    return value;
  }
}
