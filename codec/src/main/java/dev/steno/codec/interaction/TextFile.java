// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is at every moment what it was or what it is to be, whenever the process is killed:
 * the new one is written beside it, brought to disk, and then given its name. Missing folders are
 * made. Thread-safe; two processes that append to one file at a time may lose what one of them
 * wrote.
 */
final class TextFile {
  private static final Object ONE_AT_A_TIME = new Object();

  private TextFile() {}

  /**
   * Replaces the file by {@code text}.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  static void write(Path file, String text) {
    replace(file, false, text);
  }

  /**
   * Adds {@code text} at its end, on a line of its own.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  static void append(Path file, String text) {
    replace(file, true, text);
  }

  private static void replace(Path named, boolean after, String text) {
    Path file = named.toAbsolutePath();
    synchronized (ONE_AT_A_TIME) {
      Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      try {
        if (file.getParent() != null) {
          Files.createDirectories(file.getParent());
        }
        try (FileChannel out =
            FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
          if (after && Files.exists(file)) {
            copy(file, out);
          }
          write(out, text.getBytes(StandardCharsets.UTF_8));
          out.force(true);
        }
        move(unfinished, file);
      } catch (IOException e) {
        discard(unfinished, e);
        throw new UncheckedIOException(file + ": cannot be written (expected: a file)", e);
      }
    }
  }

  private static void discard(Path unfinished, IOException cause) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void copy(Path file, FileChannel out) throws IOException {
    byte last = '\n';
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = in.size();
      for (long at = 0; at < size; ) {
        at += in.transferTo(at, size - at, out);
      }
      ByteBuffer end = ByteBuffer.allocate(1);
      if (size > 0 && in.read(end, size - 1) == 1) {
        last = end.get(0);
      }
    }
    if (last != '\n') {
      write(out, new byte[] {'\n'});
    }
  }

  private static void write(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
