// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.cli.terminal.Terminal;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs until somebody ends it, and then closes what is open. Stateless. */
public final class Ending {

  private Ending() {}

  /**
   * Waits for Ctrl-C, a termination signal or an interrupt of this thread, and closes.
   *
   * @param last what to say when all is closed
   */
  public static void await(Terminal terminal, Runnable close, String last) {
    Thread hook = new Thread(() -> end(terminal, close, last), "steno-ending");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      Thread.interrupted();
      close.run();
      terminal.line(last);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook closes.
      return;
    }
  }

  /**
   * Works until the work is done, or Ctrl-C or a termination signal ends it, and then closes. A
   * signal ends the process with 0; what closes has to stop the work.
   */
  public static void of(Terminal terminal, Runnable work, Runnable close) {
    Thread hook = new Thread(() -> end(terminal, close, null), "steno-ending");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
    } finally {
      if (removed(hook)) {
        close.run();
      }
    }
  }

  /** False if the process is ending already: then the hook closes. */
  private static boolean removed(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** A signal is how a server is meant to end, so it ends with 0 and not with the signal's code. */
  private static void end(Terminal terminal, Runnable close, @Nullable String last) {
    int exit = 0;
    try {
      close.run();
      if (last != null) {
        terminal.line(last);
      }
    } catch (RuntimeException e) {
      terminal.errorLine("steno: " + e.getMessage());
      exit = 1;
    }
    Runtime.getRuntime().halt(exit);
  }
}
