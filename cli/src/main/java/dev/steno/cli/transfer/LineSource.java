// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Sizes;
import dev.steno.cli.terminal.Terminal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Whole lines out of a file or a pipe, gzip or not, several at a time. For one thread; about one
 * batch is in memory.
 */
final class LineSource implements AutoCloseable {
  /** A batch is about so large, or one line. */
  private static final int BATCH = 4 << 20;

  /** What the server takes in one request. */
  private static final int LONGEST = 128 << 20;

  private static final int BUFFER = 1 << 16;
  private final Counting counting;
  private final long size;
  private final InputStream in;
  private long lines;

  private LineSource(Counting counting, long size, InputStream in) {
    this.counting = counting;
    this.size = size;
    this.in = in;
  }

  /** The file of that name; standard input for {@code -}. */
  static LineSource of(String name, Terminal terminal) throws IOException {
    if (name.equals("-")) {
      return of(terminal.in(), 0);
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new Failure(
          Failure.Code.NOT_FOUND, file + ": there is no such file (expected: an export, or -).");
    }
    return of(Files.newInputStream(file), Files.size(file));
  }

  private static LineSource of(InputStream raw, long size) throws IOException {
    Counting counting = new Counting(raw);
    BufferedInputStream in = new BufferedInputStream(counting, BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return new LineSource(
        counting,
        size,
        gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in);
  }

  /** The next lines; empty at the end. */
  byte[] next() throws IOException {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      batch.write(b);
      if (b == '\n') {
        lines++;
        if (batch.size() >= BATCH) {
          break;
        }
      } else if (batch.size() > LONGEST) {
        throw new Failure(
            Failure.Code.FAILED,
            "line "
                + (lines + 1)
                + ": longer than "
                + Sizes.of(LONGEST)
                + " (expected: a trace or a batch of spans).");
      }
    }
    return batch.toByteArray();
  }

  /** How many lines were given out, but for a last one without its line feed. */
  long lines() {
    return lines;
  }

  /** How much of the file was read, from 0 to 1; less than 0 if nobody knows. */
  double share() {
    return size == 0 ? -1 : (double) counting.read / size;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static final class Counting extends FilterInputStream {
    private long read;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      read += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int some = in.read(bytes, offset, length);
      read += Math.max(0, some);
      return some;
    }
  }
}
