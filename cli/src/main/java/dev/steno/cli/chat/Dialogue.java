// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.chat;

import dev.steno.chat.ChatException;
import dev.steno.chat.ChatSession;
import dev.steno.chat.ReplyChunk;
import dev.steno.chat.ReplyStream;
import dev.steno.chat.TracedModel;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import dev.steno.codec.interaction.InteractionJson;
import dev.steno.model.interaction.Interaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads lines, and says what the model answers. For one thread, but that another may end it. */
final class Dialogue {
  private static final long ENDING_SECONDS = 3;

  private final Terminal terminal;
  private final Recording recording;
  private final TracedModel model;
  private final ChatSession session;
  private final @Nullable Path file;
  private final boolean json;
  private final ReentrantLock speaking = new ReentrantLock();
  private final Thread speaker = Thread.currentThread();
  private volatile boolean ended;
  private int calls;
  private int failures;

  /**
   * A dialogue on this thread.
   *
   * @param file where the session is kept after each answer; null if nowhere
   * @param json whether interactions are written instead of answers
   */
  Dialogue(
      Terminal terminal,
      Recording recording,
      TracedModel model,
      ChatSession session,
      @Nullable Path file,
      boolean json) {
    this.terminal = terminal;
    this.recording = recording;
    this.model = model;
    this.session = session;
    this.file = file;
    this.json = json;
  }

  void run() {
    greet();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    try {
      boolean more = true;
      while (more && !ended) {
        if (isPerson()) {
          terminal.out().print(terminal.paint(Style.BOLD, "> "));
          terminal.out().flush();
        }
        String line = lines.readLine();
        more = line != null && (line.isBlank() || take(line.strip()));
      }
    } catch (IOException e) {
      throw new Failure(Failure.Code.FAILED, "standard input cannot be read.", e);
    }
  }

  /** Ends what is under way, on whatever thread; what was said is then recorded. */
  void end() {
    ended = true;
    if (Thread.currentThread() != speaker) {
      speaker.interrupt();
    }
    boolean quiet = false;
    try {
      quiet = speaking.tryLock(ENDING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (isPerson()) {
      terminal.line("");
    }
    if (!quiet || !recording.end()) {
      terminal.errorLine(
          "steno: not all of it could be delivered; what could not is sent the next time.");
    }
  }

  /**
   * Says how it went.
   *
   * @throws Failure if a call failed and no person saw it
   */
  void report() {
    if (failures > 0 && !isPerson()) {
      throw new Failure(
          Failure.Code.FAILED, failures + " of " + calls + " calls failed; see above.");
    }
  }

  private void greet() {
    URI page = recording.conversation(session.id());
    String name = model.provider() + " " + model.model();
    if (isPerson()) {
      terminal.line(terminal.paint(Style.BOLD, "Talking with " + Cells.line(name)));
      terminal.line(
          terminal.paint(Style.DIM, "/help says what else can be typed. Ctrl-D ends it."));
      if (page != null) {
        terminal.line(terminal.paint(Style.DIM, "Recorded: " + page));
      }
    }
    if (page == null) {
      terminal.errorLine(
          "Not recorded, since no server answers at http://localhost:4318: start one with"
              + " 'steno serve', or name one with --server, or a directory with --data.");
    }
  }

  /** A person reads along, and no program does. */
  private boolean isPerson() {
    return terminal.interactive() && !json;
  }

  /** Obeys a line, or says it; false if it was the last. */
  private boolean take(String line) {
    if (!line.startsWith("/")) {
      say(line);
    } else if (line.startsWith("//")) {
      say(line.substring(1));
    } else if (line.equals("/quit")) {
      return false;
    } else {
      obey(line);
    }
    return true;
  }

  private void obey(String line) {
    String[] words = line.split("\\s+", 2);
    if (line.equals("/help")) {
      help();
    } else if (line.equals("/trace")) {
      trace();
    } else if (words[0].equals("/save") && words.length == 2) {
      save(words[1]);
    } else {
      complain(line + " (expected: /help, /save FILE, /trace or /quit; // says a slash)");
    }
  }

  private void help() {
    List.of(
            "/save FILE   writes the session, to go on with --session FILE",
            "/trace       says where the last call is recorded",
            "/quit        ends it, as Ctrl-D does",
            "//           begins a line that is said with one slash")
        .forEach(terminal::line);
  }

  private void trace() {
    List<Interaction> last = session.last(1);
    String trace = last.isEmpty() ? null : recording.traceOf(last.get(0).traceId());
    if (trace == null) {
      complain(
          recording.isOn()
              ? "trace: nothing was said yet (expected: a line before)"
              : "trace: nothing is recorded (expected: a server, see --server)");
      return;
    }
    terminal.line(trace + "  " + recording.trace(trace));
  }

  private void save(String name) {
    try {
      session.save(Path.of(name));
      terminal.line("Saved " + session.messages().size() + " messages to " + Cells.line(name));
    } catch (InvalidPathException | UncheckedIOException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  private void say(String text) {
    speaking.lock();
    try {
      calls++;
      answer(text);
      if (file != null) {
        session.save(file);
      }
    } catch (ChatException e) {
      if (!ended) {
        failures++;
        complain(String.valueOf(e.getMessage()));
      }
    } catch (UncheckedIOException e) {
      throw new Failure(Failure.Code.FAILED, e.getMessage() + ".", e);
    } finally {
      if (json) {
        session.last(1).forEach(last -> terminal.line(Json.write(InteractionJson.toJson(last))));
      }
      speaking.unlock();
    }
  }

  private void answer(String text) {
    ReplyChunk.Kind written = null;
    try (ReplyStream stream = session.stream(text)) {
      for (ReplyChunk chunk : stream) {
        boolean thought = chunk.kind() == ReplyChunk.Kind.REASONING;
        // A program reads interactions, and a pipe is for answers alone.
        if (json || thought && !isPerson()) {
          continue;
        }
        if (written != null && written != chunk.kind()) {
          terminal.line("");
        }
        written = chunk.kind();
        String shown = Cells.text(chunk.text());
        terminal.out().print(thought ? terminal.paint(Style.DIM, shown) : shown);
        terminal.out().flush();
      }
    } finally {
      if (written != null) {
        terminal.line("");
      }
    }
  }

  private void complain(String sentence) {
    terminal.errorLine("steno: " + Cells.line(sentence));
  }
}
