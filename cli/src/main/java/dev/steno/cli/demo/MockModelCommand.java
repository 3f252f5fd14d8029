// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Members;
import dev.steno.cli.serve.Ending;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelScript;
import java.io.IOException;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the scripted model server. For one thread. */
@Command(
    name = "mock-model",
    description =
        "Starts a model server that speaks OpenAI's chat completions and costs nothing: it plays"
            + " the demo's tea shop, and says back anything else.",
    footer = {
      "",
      "What a user message may begin with:",
      "  /call NAME {\"a\":1}   answer with a tool call",
      "  /status 429          answer with that HTTP status",
      "  /think WORDS         think before answering"
    })
public final class MockModelCommand implements Runnable {
  private static final int DEFAULT_PORT = 4319;

  private final Terminal terminal;
  private final Clock clock;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + DEFAULT_PORT,
      description = "Where to listen (default: 4319; 0: any port that is free).")
  private int port;

  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public MockModelCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    if (port < 0 || port > 65_535) {
      throw new Failure(Failure.Code.USAGE, "port: " + port + " (expected: 0 to 65535).");
    }
    MockModel model = start();
    if (output.json()) {
      Members json = new Members().put("base_url", model.baseUrl().toString());
      terminal.line(Json.write(json.object()));
    } else {
      terminal.line(terminal.paint(Style.BOLD, "The mock model is ready"));
      terminal.line("  Base URL  " + model.baseUrl());
      terminal.line("  Models    " + String.join(", ", MockModel.MODELS) + ", and any other name");
      terminal.line(terminal.paint(Style.DIM, "  Any key will do. Ctrl-C ends it."));
    }
    Ending.await(terminal, model::close, "Stopped.");
  }

  private MockModel start() {
    try {
      return MockModel.start(port, ModelScript.support(), clock);
    } catch (IOException e) {
      throw new Failure(
          Failure.Code.FAILED,
          "port: " + port + " is taken (expected: a free one): choose another with --port.",
          e);
    }
  }
}
