// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.terminal.Sizes;
import dev.steno.cli.terminal.Terminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an export goes: standard output, or a file that has its name only when it is whole. Takes
 * text, in UTF-8, and bytes. For one thread.
 */
final class Target implements Appendable, AutoCloseable {
  private final Path file;
  private final @Nullable Path unfinished;
  private final OutputStream out;
  private long lines;
  private long bytes;

  private Target(Path file, @Nullable Path unfinished, OutputStream out) {
    this.file = file;
    this.unfinished = unfinished;
    this.out = out;
  }

  /** The file of that name; standard output for {@code -}. */
  static Target of(String name, Terminal terminal) {
    if (name.equals("-")) {
      return new Target(Path.of(name), null, terminal.out());
    }
    Path file = Path.of(name).toAbsolutePath();
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      return new Target(
          file, unfinished, new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16));
    } catch (IOException e) {
      throw ExportCommand.unwritable(file, e);
    }
  }

  void write(byte[] some, int length) {
    try {
      out.write(some, 0, length);
    } catch (IOException e) {
      throw ExportCommand.unwritable(file, e);
    }
    bytes += length;
    for (int i = 0; i < length; i++) {
      lines += some[i] == '\n' ? 1 : 0;
    }
  }

  @Override
  public Target append(@Nullable CharSequence text) {
    byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length);
    return this;
  }

  @Override
  public Target append(@Nullable CharSequence text, int start, int end) {
    return append(String.valueOf(text).subSequence(start, end));
  }

  @Override
  public Target append(char c) {
    return append(String.valueOf(c));
  }

  /** Gives the file its name. */
  void finish() {
    try {
      out.flush();
      if (unfinished != null) {
        out.close();
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw ExportCommand.unwritable(file, e);
    }
  }

  boolean isStandardOutput() {
    return unfinished == null;
  }

  Path file() {
    return file;
  }

  long lines() {
    return lines;
  }

  long bytes() {
    return bytes;
  }

  /** How much it is so far, in words. */
  String counted() {
    return String.format(
        Locale.ROOT, "%,d line%s, %s", lines, lines == 1 ? "" : "s", Sizes.of(bytes));
  }

  /** Takes away what was not finished. */
  @Override
  public void close() {
    if (unfinished == null) {
      return;
    }
    try {
      out.close();
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw ExportCommand.unwritable(file, e);
    }
  }
}
