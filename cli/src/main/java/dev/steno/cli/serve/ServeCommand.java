// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.cli.json.Members;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the server and runs it until it is ended. For one thread. */
@Command(
    name = "serve",
    description = "Starts the server: page, REST and OTLP on one port, until Ctrl-C.")
public final class ServeCommand implements Runnable {
  private final Terminal terminal;
  private final Clock clock;
  private final Path home;

  @Mixin private ServeOptions options = new ServeOptions();
  @Mixin private DoorOptions doors = new DoorOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public ServeCommand(Terminal terminal, Clock clock, Path home) {
    this.terminal = terminal;
    this.clock = clock;
    this.home = home;
  }

  @Override
  public void run() {
    RunningServer server =
        RunningServer.start(
            doors.applyTo(options.builder()), options, this::firstSpan, clock, home);
    long ready = System.currentTimeMillis();
    if (output.json()) {
      terminal.line(Json.write(json(server).object()));
    } else {
      say(server, ready);
    }
    Ending.await(terminal, server::close, "Stopped: everything that was accepted is kept.");
  }

  private void say(RunningServer server, long ready) {
    terminal.line(
        terminal.paint(Style.BOLD, "Steno is ready")
            + terminal.paint(Style.DIM, " · " + SinceStart.until(ready)));
    addresses(terminal, server);
    terminal.line("");
    terminal.line(
        terminal.paint(Style.DIM, "  Point an OpenTelemetry SDK at it: ")
            + "OTEL_EXPORTER_OTLP_ENDPOINT="
            + server.address());
    terminal.line(terminal.paint(Style.DIM, "  Ctrl-C ends it."));
    terminal.line("");
  }

  /** Writes where everything is. */
  public static void addresses(Terminal terminal, RunningServer server) {
    URI grpc = server.grpc();
    row(terminal, "Page", server.address().toString());
    row(terminal, "OTLP/HTTP", server.address() + "/v1/traces");
    row(terminal, "OTLP/gRPC", (grpc == null ? server.address() : grpc).toString());
    row(terminal, "Data", server.keptIn() + " · " + server.traces());
  }

  /** The same for programs. */
  public static Members json(RunningServer server) {
    URI grpc = server.grpc();
    return new Members()
        .put("address", server.address().toString())
        .put("otlp_http", server.address() + "/v1/traces")
        .put("otlp_grpc", (grpc == null ? server.address() : grpc).toString())
        .put("data", server.keptIn());
  }

  private void firstSpan(String sentence) {
    if (output.json()) {
      terminal.errorLine(sentence);
    } else {
      terminal.line(terminal.paint(Style.DIM, "  " + sentence));
    }
  }

  private static void row(Terminal terminal, String label, String value) {
    terminal.line("  " + terminal.paint(Style.DIM, String.format("%-10s", label)) + value);
  }
}
