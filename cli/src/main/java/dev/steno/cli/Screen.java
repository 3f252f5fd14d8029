// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import dev.steno.cli.terminal.Terminal;
import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the process can show, found out once. Stateless. */
final class Screen {
  private static final int USUAL_WIDTH = 100;

  private Screen() {}

  static Terminal ofProcess(Map<String, String> environment) {
    Console console = console();
    boolean windows = File.separatorChar == '\\';
    Charset charset = windows && console != null ? console.charset() : StandardCharsets.UTF_8;
    boolean coloured =
        console != null
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        System.in,
        stream(FileDescriptor.out, charset),
        stream(FileDescriptor.err, charset),
        console != null,
        coloured,
        console == null ? Terminal.PIPE_WIDTH : width(environment, windows));
  }

  /** The console if a person sits at it; since JDK 22 there may be one that nobody sits at. */
  private static @Nullable Console console() {
    Console console = System.console();
    if (console == null) {
      return null;
    }
    try {
      Object terminal = Console.class.getMethod("isTerminal").invoke(console);
      return Boolean.TRUE.equals(terminal) ? console : null;
    } catch (ReflectiveOperationException e) {
      return console;
    }
  }

  /** Always UTF-8 but on Windows: a locale of "C" says nothing about what the terminal can show. */
  private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
    return new PrintStream(new FileOutputStream(descriptor), false, charset);
  }

  private static int width(Map<String, String> environment, boolean windows) {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (columns.matches("[0-9]{1,4}")) {
      return Integer.parseInt(columns);
    }
    if (windows) {
      return USUAL_WIDTH;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String[] size = answer.strip().split(" ");
      boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
      return ended && size.length == 2 && size[1].matches("[1-9][0-9]{0,3}")
          ? Integer.parseInt(size[1])
          : USUAL_WIDTH;
    } catch (IOException e) {
      return USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }
}
