// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A bar that shows how far long work is: on a terminal, on standard error, and in a pipe nowhere.
 * For one thread.
 */
public final class Progress implements AutoCloseable {
  private static final int CELLS = 24;
  private static final long PAUSE_NANOS = 100_000_000;

  private final Terminal terminal;
  private final String doing;
  private long last;
  private int written;

  /** A bar for work that is called so, such as {@code Exporting}. */
  public Progress(Terminal terminal, String doing) {
    this.terminal = terminal;
    this.doing = doing;
    this.last = System.nanoTime() - PAUSE_NANOS;
  }

  /**
   * Says how far it is.
   *
   * @param share from 0 to 1; less than 0 if nobody knows
   * @param done what was done so far, in words
   */
  public void at(double share, String done) {
    long now = System.nanoTime();
    if (!terminal.interactive() || now - last < PAUSE_NANOS) {
      return;
    }
    last = now;
    String bar = share < 0 ? "" : bar(Math.min(1, share));
    show(doing + " " + bar + done);
  }

  private static String bar(double share) {
    int full = (int) Math.round(share * CELLS);
    return "█".repeat(full)
        + "░".repeat(CELLS - full)
        + String.format(Locale.ROOT, " %3.0f %% ", share * 100);
  }

  private void show(String text) {
    PrintStream err = terminal.err();
    String line = Cells.fit(text, terminal.width() - 1);
    int cells = Cells.width(line);
    err.print("\r" + line + " ".repeat(Math.max(0, written - cells)));
    err.flush();
    written = cells;
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (written > 0) {
      terminal.err().print("\r" + " ".repeat(written) + "\r");
      terminal.err().flush();
      written = 0;
    }
  }
}
