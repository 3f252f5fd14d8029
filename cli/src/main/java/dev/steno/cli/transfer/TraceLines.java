// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Progress;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.CodecException;
import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole traces that a server exports, one after the other. For one thread; one is in memory.
 */
public final class TraceLines {
  private final Terminal terminal;
  private final String doing;
  private long traces;

  /** Takes a trace. */
  public interface Taking {
    /**
     * Takes the next one.
     *
     * @throws CodecException if its record is broken
     */
    void take(ExportedTrace trace) throws IOException;
  }

  /**
   * Traces that are still to be asked for.
   *
   * @param doing what a progress bar calls it, such as {@code Exporting}
   */
  public TraceLines(Terminal terminal, String doing) {
    this.terminal = terminal;
    this.doing = doing;
  }

  /** Hands on all traces that a query finds, latest first, and says how many those were. */
  public long each(Rest rest, @Nullable String query, Taking taking) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("format", "jsonl");
    parameters.put("q", query);
    rest.download("/export", parameters, in -> read(in, taking));
    return traces;
  }

  private void read(InputStream in, Taking taking) throws IOException {
    InputStream buffered = new BufferedInputStream(in, 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (Progress progress = new Progress(terminal, doing)) {
      for (int b = buffered.read(); b >= 0; b = buffered.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        hand(line.toByteArray(), taking);
        line.reset();
        progress.at(-1, String.format(Locale.ROOT, "%,d traces", traces));
      }
    }
  }

  private void hand(byte[] line, Taking taking) throws IOException {
    try {
      // The project is the caller's, and in nothing that is written.
      taking.take(ExportedTrace.fromJson("default", Json.parse(line)));
      traces++;
    } catch (CodecException e) {
      throw new Failure(
          Failure.Code.FAILED,
          "trace " + (traces + 1) + " is broken (" + e.getMessage() + "): run 'steno verify'.",
          e);
    }
  }
}
