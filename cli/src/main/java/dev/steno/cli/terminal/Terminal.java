// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a command writes and what can be shown there. Immutable but for its streams; thread-safe, a
 * line at a time.
 */
public final class Terminal {
  /** The width of what is no terminal: wide enough that a list keeps its columns. */
  public static final int PIPE_WIDTH = 120;

  private static final int MIN_WIDTH = 40;
  private static final int MAX_WIDTH = 160;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private final boolean coloured;
  private final int width;

  /**
   * A terminal, or a pipe.
   *
   * @param interactive true if a person looks at it and can answer
   * @param coloured true if colours may be used
   * @param width in cells
   */
  public Terminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean interactive,
      boolean coloured,
      int width) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.interactive = interactive;
    this.coloured = coloured;
    this.width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width));
  }

  /** True if a person looks at it and can answer. */
  public boolean interactive() {
    return interactive;
  }

  /** True if colours may be used. */
  public boolean coloured() {
    return coloured;
  }

  /** The width in cells, 40 to 160. */
  public int width() {
    return width;
  }

  /** Writes a line. */
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  /** False once nobody reads any more, such as {@code head} when it has its lines. */
  public boolean isRead() {
    return !out.checkError();
  }

  /** Writes a line to standard error. */
  public void errorLine(String text) {
    err.println(text);
    err.flush();
  }

  /** What is typed or piped in. */
  public InputStream in() {
    return in;
  }

  /** Where data goes that is no text for a person. */
  public PrintStream out() {
    return out;
  }

  /** Where stack traces go. */
  public PrintStream err() {
    return err;
  }

  /** {@code text} in a style, if styles can be shown. */
  public String paint(Style style, String text) {
    return coloured ? style.on(text) : text;
  }

  /**
   * Everything on standard input.
   *
   * @throws Failure if it cannot be read
   */
  public String typed() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Failure(Failure.Code.FAILED, "standard input cannot be read.", e);
    }
  }

  /** Asks a yes-or-no question; anything but a yes is a no. */
  public boolean confirm(String question) {
    out.print(question + " [y/N] ");
    out.flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      return false;
    }
  }
}
