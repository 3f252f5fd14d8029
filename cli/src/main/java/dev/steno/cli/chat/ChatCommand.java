// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.chat;

import dev.steno.chat.ChatModels;
import dev.steno.chat.ChatSession;
import dev.steno.chat.SessionOptions;
import dev.steno.chat.TracedModel;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.serve.Ending;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Talks with a model. For one thread. */
@Command(
    name = "chat",
    description =
        "Talks with a model, line by line, and records it where a server runs. Lines may be piped"
            + " in; then only the answers are written.",
    footer = {
      "",
      "Keys are read from OPENAI_API_KEY and ANTHROPIC_API_KEY, never from an option.",
      "",
      "Examples:",
      "  steno chat --model ollama/qwen3:4b",
      "  steno chat --model openai/mock-mini --base-url http://localhost:4319/v1",
      "  echo 'What is Python?' | steno chat --model anthropic/claude-sonnet-4-5 --session talk.json"
    })
public final class ChatCommand implements Runnable {
  private final Terminal terminal;
  private final Clock clock;
  private final Path home;

  @Option(
      names = "--model",
      paramLabel = "PROVIDER/NAME",
      required = true,
      description = "The model; providers are openai, openai-responses, anthropic and ollama.")
  private String model = "";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Where the provider is (default: its own address).")
  private @Nullable String baseUrl;

  @Option(
      names = "--system",
      paramLabel = "TEXT",
      description = "What the model is told first (default: what the session's file says).")
  private @Nullable String system;

  @Option(
      names = "--session",
      paramLabel = "FILE",
      description = "Goes on with the session in the file, if it is there, and keeps it there.")
  private @Nullable Path session;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * A command that has not read its options yet.
   *
   * @param home the person's home directory
   */
  public ChatCommand(Terminal terminal, Clock clock, Path home) {
    this.terminal = terminal;
    this.clock = clock;
    this.home = home;
  }

  @Override
  public void run() {
    int slash = model.indexOf('/');
    if (slash < 1 || slash == model.length() - 1) {
      throw new Failure(
          Failure.Code.USAGE,
          "model: " + model + " (expected: PROVIDER/NAME, such as ollama/qwen3:4b).");
    }
    try (Recording recording = Recording.at(server, home);
        TracedModel opened = open(model.substring(0, slash), slash + 1, recording)) {
      Dialogue dialogue =
          new Dialogue(terminal, recording, opened, session(opened), session, output.json());
      Ending.of(terminal, dialogue::run, dialogue::end);
      dialogue.report();
    }
  }

  private TracedModel open(String provider, int nameAt, Recording recording) {
    try {
      return ChatModels.open(
          provider,
          model.substring(nameAt),
          o -> {
            o.tracing(true).clock(clock).steno(recording.client());
            if (baseUrl != null) {
              o.baseUrl(baseUrl);
            }
          });
    } catch (IllegalArgumentException e) {
      throw new Failure(Failure.Code.USAGE, e.getMessage() + ".", e);
    }
  }

  private ChatSession session(TracedModel opened) {
    Consumer<SessionOptions> options =
        o -> {
          if (system != null) {
            o.systemPrompt(system);
          }
        };
    try {
      return session != null && Files.exists(session)
          ? ChatSession.load(session, opened, options)
          : ChatSession.on(opened, options);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new Failure(Failure.Code.FAILED, e.getMessage() + ".", e);
    }
  }
}
