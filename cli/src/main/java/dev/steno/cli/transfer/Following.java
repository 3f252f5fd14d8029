// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Progress;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads the lines in which a server tells how far its work is. For one thread. */
final class Following {
  private final Terminal terminal;
  private final String doing;
  private final Consumer<Node> other;
  private Node done = new Node(null);

  /**
   * What follows an answer.
   *
   * @param doing what is done, such as {@code Checking}
   * @param other takes the lines that neither tell how far it is nor end it
   */
  Following(Terminal terminal, String doing, Consumer<Node> other) {
    this.terminal = terminal;
    this.doing = doing;
    this.other = other;
  }

  /** Reads to the end. */
  void take(InputStream in) throws IOException {
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Progress progress = new Progress(terminal, doing)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(parsed(line), progress);
      }
    }
    if (!done.isThere()) {
      throw new Failure(
          Failure.Code.FAILED, "the server ended before it was done: look at its log.");
    }
  }

  private void take(Node line, Progress progress) {
    Double share = line.number("share");
    String error = line.text("error");
    if (error != null) {
      throw new Failure(Failure.Code.FAILED, error);
    }
    if (line.get("done").isThere()) {
      done = line.get("done");
    } else if (share != null) {
      progress.at(share, line.text("doing", ""));
    } else {
      progress.close();
      other.accept(line);
    }
  }

  private static Node parsed(String line) {
    try {
      return new Node(Json.parse(line));
    } catch (CodecException e) {
      throw new Failure(Failure.Code.FAILED, "the server's answer is no JSON: was it cut off?", e);
    }
  }

  /** What it came to. */
  Node done() {
    return done;
  }
}
