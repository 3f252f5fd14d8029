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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole lines out of a file or a pipe, gzip or not, several at a time. For one thread; about one
 * batch and one line are in memory.
 */
final class LineSource implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** How far into a line its trace is looked for. */
  private static final int GLANCE = 4096;

  private static final Pattern TRACE =
      Pattern.compile("\"trace_?[iI]d\"\\s*:\\s*\"([0-9a-fA-F]{32})\"");

  private final Counting counting;
  private final long size;
  private final InputStream in;
  private final Limits limits;
  private final Consumer<String> refused;
  private @Nullable Line ahead;
  private long lines;
  private long first;

  /**
   * How much is given out at once.
   *
   * @param batch about so much, or one line
   * @param longest no more than this; a line that is longer is passed over
   */
  record Limits(int batch, int longest) {
    /** What the server takes in one request is the most. */
    static final Limits OF_SERVER = new Limits(4 << 20, 128 << 20);
  }

  /** A line with its line feed, numbered from 1. */
  private record Line(long number, byte[] bytes) {}

  private LineSource(
      Counting counting, long size, InputStream in, Limits limits, Consumer<String> refused) {
    this.counting = counting;
    this.size = size;
    this.in = in;
    this.limits = limits;
    this.refused = refused;
  }

  /**
   * The file of that name; standard input for {@code -}.
   *
   * @param refused hears a sentence of each line that is passed over
   */
  static LineSource of(String name, Terminal terminal, Consumer<String> refused)
      throws IOException {
    if (name.equals("-")) {
      return of(terminal.in(), 0, Limits.OF_SERVER, refused);
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new Failure(
          Failure.Code.NOT_FOUND, file + ": there is no such file (expected: an export, or -).");
    }
    return of(Files.newInputStream(file), Files.size(file), Limits.OF_SERVER, refused);
  }

  static LineSource of(InputStream raw, long size, Limits limits, Consumer<String> refused)
      throws IOException {
    Counting counting = new Counting(raw);
    BufferedInputStream in = new BufferedInputStream(counting, BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    InputStream plain =
        gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    return new LineSource(counting, size, plain, limits, refused);
  }

  /** The next lines, which follow each other in the file; empty at the end. */
  byte[] next() throws IOException {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    Line line = ahead == null ? line() : ahead;
    first = line == null ? lines : line.number();
    for (long number = first; line != null && line.number() == number; number++) {
      if (batch.size() + line.bytes().length > limits.longest()) {
        break;
      }
      batch.writeBytes(line.bytes());
      line = batch.size() < limits.batch() ? line() : null;
    }
    ahead = line;
    return batch.toByteArray();
  }

  /** Which line of the file, from 1, was the first of those given out last. */
  long first() {
    return first;
  }

  /** The next line that is not too long; null at the end. */
  private @Nullable Line line() throws IOException {
    byte[] bytes = bytes();
    while (bytes.length > limits.longest()) {
      refused.accept(sentence(bytes));
      bytes = bytes();
    }
    return bytes.length == 0 ? null : new Line(lines, bytes);
  }

  /** The next line, or as much of it as shows that it is too long; empty at the end. */
  private byte[] bytes() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (line.size() <= limits.longest()) {
        line.write(b);
      }
      if (b == '\n') {
        break;
      }
    }
    lines += line.size() > 0 ? 1 : 0;
    return line.toByteArray();
  }

  private String sentence(byte[] line) {
    String begin = new String(line, 0, Math.min(line.length, GLANCE), StandardCharsets.ISO_8859_1);
    Matcher trace = TRACE.matcher(begin);
    return "line "
        + lines
        + (trace.find() ? ", trace " + trace.group(1) : "")
        + ": longer than "
        + Sizes.of(limits.longest())
        + " (expected: what one request takes; 'steno export --format otlp-json' writes a line for"
        + " each span, not for each trace).";
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
