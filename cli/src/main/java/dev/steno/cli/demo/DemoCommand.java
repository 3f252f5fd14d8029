// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.serve.Ending;
import dev.steno.cli.serve.RunningServer;
import dev.steno.cli.serve.ServeCommand;
import dev.steno.cli.serve.ServeOptions;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.cli.trace.TraceTree;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the server and lets a sample agent fill it. For one thread. */
@Command(
    name = "demo",
    description = "Starts the server and a sample agent, traced by an ordinary OpenTelemetry SDK.")
public final class DemoCommand implements Runnable {
  private final Terminal terminal;
  private final Clock clock;
  private final Path home;

  @Mixin private ServeOptions options = new ServeOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public DemoCommand(Terminal terminal, Clock clock, Path home) {
    this.terminal = terminal;
    this.clock = clock;
    this.home = home;
  }

  @Override
  public void run() {
    CompletableFuture<Demo> preparing = CompletableFuture.supplyAsync(Demo::ready);
    CompletableFuture<Void> loading = CompletableFuture.runAsync(Telemetry::load);
    RunningServer server =
        RunningServer.start(options.builder(), options, this::firstSpan, clock, home);
    try (Demo demo = preparing.join()) {
      loading.join();
      play(demo, server);
    } catch (IOException e) {
      server.close();
      throw new Failure(Failure.Code.FAILED, "the sample agent failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    Ending.await(terminal, server::close, "Stopped: start it again and everything is still there.");
  }

  private void play(Demo demo, RunningServer server) throws IOException, InterruptedException {
    if (!output.json()) {
      terminal.line(terminal.paint(Style.BOLD, "Steno is ready"));
      ServeCommand.addresses(terminal, server);
      terminal.line("");
      terminal.line("A tea shop's support agent talks to three customers:");
    }
    List<String> traces;
    try (OpenTelemetrySdk sdk = Telemetry.to(server.address().toString(), server.token())) {
      traces = demo.play(sdk, newRun(), this::told);
    }
    try (Rest rest = server.rest()) {
      judge(rest, traces);
    }
    if (output.json()) {
      List<JsonValue> ids = traces.stream().map(JsonValue::of).toList();
      Members json = ServeCommand.json(server).put("traces", ids);
      terminal.line(Json.write(json.object()));
      return;
    }
    terminal.line("");
    terminal.line(terminal.paint(Style.DIM, "The last turn:"));
    terminal.line("");
    try (Rest rest = server.rest()) {
      String last = "/traces/" + traces.get(traces.size() - 1);
      Node steps = rest.get(last + "/steps").node();
      new TraceTree(terminal, clock.getZone(), rest.get(last).node(), steps).print();
    }
    terminal.line("");
    terminal.line("Look at " + terminal.paint(Style.BOLD, server.address().toString()));
    terminal.line(
        terminal.paint(
            Style.DIM, "In another terminal: steno list, steno show, steno tail. Ctrl-C ends it."));
    terminal.line("");
  }

  private void told(Visit visit, String conversation) {
    if (!output.json()) {
      String turns = visit.turns().size() + " turns with " + visit.model();
      terminal.line("  " + conversation + terminal.paint(Style.DIM, " · " + turns));
    }
  }

  private void firstSpan(String sentence) {
    if (output.json()) {
      terminal.errorLine(sentence);
    } else {
      terminal.line(terminal.paint(Style.DIM, "  " + sentence));
    }
  }

  /** What each customer thinks of the last answer they got. */
  private static void judge(Rest rest, List<String> traces) {
    int last = -1;
    for (Visit visit : Visit.all()) {
      last += visit.turns().size();
      Members feedback =
          new Members()
              .put("trace_id", traces.get(last))
              .put("tag", visit.verdict())
              .put("comment", visit.comment())
              .put("author", visit.customer());
      rest.post("/feedback", feedback.object());
    }
  }

  private static String newRun() {
    byte[] bytes = new byte[2];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
