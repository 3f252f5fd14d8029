// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The program: one command line in, an exit code out. For one thread. */
final class Program {
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Path home;
  private final Clock clock;

  /**
   * A program.
   *
   * @param environment the environment variables
   * @param home the person's home directory
   * @param clock with the zone that times are told in
   */
  Program(Terminal terminal, Map<String, String> environment, Path home, Clock clock) {
    this.terminal = terminal;
    this.environment = environment;
    this.home = home;
    this.clock = clock;
  }

  /** Runs a command; whatever goes wrong is one line on standard error and an exit code. */
  int run(String... args) {
    try {
      CommandLine line = new Commands(terminal, clock, home).line(args);
      line.setDefaultValueProvider(Settings.load(environment, home));
      line.setUsageHelpWidth(Math.min(terminal.width(), 100));
      line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi()));
      line.setOut(new PrintWriter(new LineWriter(terminal::line), true));
      line.setCaseInsensitiveEnumValuesAllowed(true);
      line.setParameterExceptionHandler((e, ignored) -> wrongUsage(e));
      line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, isVerbose(command)));
      return line.execute(args);
    } catch (Failure e) {
      return failed(e, false);
    }
  }

  private CommandLine.Help.Ansi ansi() {
    return terminal.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  private int wrongUsage(ParameterException e) {
    if (e.getCause() instanceof Failure failure) {
      return failed(failure, false);
    }
    CommandLine command = e.getCommandLine();
    String sentence = String.valueOf(e.getMessage());
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && command.getParent() == null
        && !unmatched.getUnmatched().isEmpty()
        && !unmatched.getUnmatched().get(0).startsWith("-")) {
      sentence = "there is no command '" + unmatched.getUnmatched().get(0) + "'";
    }
    String help = command.getCommandSpec().qualifiedName() + " --help";
    terminal.errorLine(
        "steno: " + Cells.line(sentence).replaceAll("[.]$", "") + ": see '" + help + "'.");
    return Failure.Code.USAGE.exit();
  }

  private int failed(Exception e, boolean verbose) {
    Failure failure = e instanceof Failure known ? known : Unforeseen.explain(e);
    terminal.errorLine("steno: " + Cells.line(failure.sentence()));
    if (verbose) {
      e.printStackTrace(terminal.err());
      terminal.err().flush();
    }
    return failure.code().exit();
  }

  private static boolean isVerbose(CommandLine command) {
    OptionSpec option = command.getCommandSpec().findOption("--verbose");
    return option != null && Boolean.TRUE.equals(option.getValue());
  }
}
