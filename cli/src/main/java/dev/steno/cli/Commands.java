// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import dev.steno.cli.admin.KeyCommand;
import dev.steno.cli.admin.ProjectCommand;
import dev.steno.cli.admin.UsageCommand;
import dev.steno.cli.bench.BenchCommand;
import dev.steno.cli.chat.ChatCommand;
import dev.steno.cli.demo.DemoCommand;
import dev.steno.cli.demo.MockModelCommand;
import dev.steno.cli.price.CacheCommand;
import dev.steno.cli.price.PricesCommand;
import dev.steno.cli.serve.ServeCommand;
import dev.steno.cli.terminal.Terminal;
import dev.steno.cli.trace.DeleteCommand;
import dev.steno.cli.trace.DiffCommand;
import dev.steno.cli.trace.FeedbackCommand;
import dev.steno.cli.trace.ListCommand;
import dev.steno.cli.trace.RedactCommand;
import dev.steno.cli.trace.SearchCommand;
import dev.steno.cli.trace.ShowCommand;
import dev.steno.cli.trace.SummaryCommand;
import dev.steno.cli.trace.TailCommand;
import dev.steno.cli.transfer.BackupCommand;
import dev.steno.cli.transfer.ExportCommand;
import dev.steno.cli.transfer.ImportCommand;
import dev.steno.cli.transfer.VerifyCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** All commands by name. For one thread. */
final class Commands {
  private final Map<String, Supplier<Object>> byName = new LinkedHashMap<>();
  private final Terminal terminal;

  Commands(Terminal terminal, Clock clock, Path home) {
    this.terminal = terminal;
    byName.put("serve", () -> new ServeCommand(terminal, clock, home));
    byName.put("demo", () -> new DemoCommand(terminal, clock, home));
    byName.put("mock-model", () -> new MockModelCommand(terminal, clock));
    byName.put("chat", () -> new ChatCommand(terminal, clock, home));
    byName.put("list", () -> new ListCommand(terminal, clock));
    byName.put("show", () -> new ShowCommand(terminal, clock));
    byName.put("diff", () -> new DiffCommand(terminal));
    byName.put("search", () -> new SearchCommand(terminal, clock));
    byName.put("tail", () -> new TailCommand(terminal, clock));
    byName.put("feedback", () -> new FeedbackCommand(terminal));
    byName.put("delete", () -> new DeleteCommand(terminal));
    byName.put("du", () -> new UsageCommand(terminal, home));
    byName.put("cache", () -> new CacheCommand(terminal));
    byName.put("prices", () -> new PricesCommand(terminal, clock, home));
    byName.put("summary", () -> new SummaryCommand(terminal));
    byName.put("redact", () -> new RedactCommand(terminal));
    byName.put("export", () -> new ExportCommand(terminal, clock));
    byName.put("import", () -> new ImportCommand(terminal));
    byName.put("verify", () -> new VerifyCommand(terminal, home));
    byName.put("backup", () -> new BackupCommand(terminal, home));
    byName.put("key", () -> KeyCommand.with(terminal, home));
    byName.put("project", () -> ProjectCommand.with(terminal, home));
    byName.put("bench", () -> BenchCommand.with(terminal, clock));
    byName.put("version", () -> new VersionCommand(terminal));
  }

  /**
   * A command line that knows the command of these arguments, or all if they name none: looking at
   * every option of every command takes longer than most commands.
   */
  CommandLine line(String... args) {
    CommandLine line = new CommandLine(new Root());
    line.getCommandSpec().versionProvider(new VersionCommand(terminal));
    String named = args.length == 0 ? "" : args[0];
    byName.forEach(
        (name, command) -> {
          if (name.equals(named) || !byName.containsKey(named)) {
            line.addSubcommand(name, command.get());
          }
        });
    return line;
  }

  @Command(
      name = "steno",
      mixinStandardHelpOptions = true,
      description = "The verbatim record of what people, models and tools said to each other.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Every option has an environment variable, such as STENO_PORT for --port, and a key in"
            + " ~/.steno/config.yaml, such as 'port: 4318'. Exit codes: 0 done, 1 failed, 2 wrong"
            + " usage, 3 not found, 4 server unreachable."
      })
  private static final class Root implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      if (spec != null) {
        CommandLine line = spec.commandLine();
        line.usage(line.getOut(), line.getColorScheme());
      }
    }
  }
}
