// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody at a command line, in this process. For one thread. */
public final class Journey {
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private boolean atTerminal;
  private String typed = "";

  /** A journey of somebody whose home is this directory. */
  public Journey(Path home) {
    this.home = home;
  }

  /** What a command left behind. */
  public record Outcome(int exit, String out, String err) {
    /** Standard output read as JSON. */
    public Node json() {
      return new Node(Json.parse(out));
    }
  }

  /** With an environment variable. */
  public Journey with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** At a terminal without colours, 100 cells wide, typing this. */
  public Journey typing(String text) {
    atTerminal = true;
    typed = text;
    return this;
  }

  /** In a pipe that brings this. */
  public Journey piping(String text) {
    typed = text;
    return this;
  }

  /** Runs a command to its end. */
  public Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = program(stream(out), stream(err)).run(args);
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Starts a command that runs until it is ended. */
  public Running start(String... args) {
    LineQueue out = new LineQueue();
    LineQueue err = new LineQueue();
    Program program = program(stream(out), stream(err));
    int[] exit = {-1};
    Thread thread = new Thread(() -> exit[0] = program.run(args), "journey");
    thread.setDaemon(true);
    thread.start();
    return new Running(thread, out.lines, err.lines, exit);
  }

  /** A command that runs. */
  public record Running(
      Thread thread, BlockingQueue<String> out, BlockingQueue<String> err, int[] exit)
      implements AutoCloseable {

    /** The next line that is JSON. */
    public Node json() throws InterruptedException {
      for (int i = 0; i < 600; i++) {
        String line = out.poll(100, TimeUnit.MILLISECONDS);
        if (line != null && line.startsWith("{")) {
          return new Node(Json.parse(line));
        }
        if (line == null && !thread.isAlive()) {
          break;
        }
      }
      throw new IllegalStateException("no JSON was said; on standard error: " + err);
    }

    /** Ends it and returns its exit code. */
    public int end() throws InterruptedException {
      thread.interrupt();
      thread.join(30_000);
      return exit[0];
    }

    @Override
    public void close() throws InterruptedException {
      end();
    }
  }

  private Program program(PrintStream out, PrintStream err) {
    InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    int width = atTerminal ? 100 : Terminal.PIPE_WIDTH;
    Terminal terminal = new Terminal(in, out, err, atTerminal, false, width);
    return new Program(terminal, environment, home, Clock.systemUTC());
  }

  private static PrintStream stream(java.io.OutputStream out) {
    return new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  private static final class LineQueue extends ByteArrayOutputStream {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public synchronized void flush() {
      String text = toString(StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n');
      if (end >= 0) {
        text.substring(0, end).lines().forEach(lines::add);
        reset();
        writeBytes(text.substring(end + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
