// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.directory;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The log in which a database file's commits stand until a checkpoint, and the mark beside it that
 * says how long the log was when the last of them was acknowledged. Pure functions over files.
 *
 * <p>The engine stops reading at what it takes for a commit that was cut short, be it the first
 * byte, and goes on without a word. So this looks first, by sizes alone, whether the entries that
 * are there in full reach the mark. That their content adds up the engine sees to.
 *
 * <p>A mark counts for one log only: that of one file between two of its checkpoints. It needs no
 * sync: it is written after the log was synced, and an older one only asks for less.
 */
public final class CommitLog {
  private static final String MARK = "%s %019d %019d\n";
  private static final String MARKS = "[0-9a-f]{32}( [0-9]{19}){2}\n";

  /** A log begins with kind 98, version 2; then come fields by their numbers. */
  private static final byte[] BEGIN = {100, 0, 98, 101, 0, 2};

  private static final int MOST_BEGIN = 64;
  private static final int FILE_ID = 102;
  private static final int CHECKPOINTS = 103;
  private static final int END = 0xffff;

  /** Size and checksum, before what an entry holds, which is never empty. */
  private static final int ENTRY_HEADER = 16;

  /** A file begins with a header that holds its id, and two that count checkpoints in turn. */
  private static final int HEADER = 4096;

  private CommitLog() {}

  /** What a log says of itself: whose it is, since which checkpoint, where its entries begin. */
  private record Begin(String file, long checkpoints, int end) {}

  /** What a mark says of a log: whose it is, since which checkpoint, how long it is at least. */
  private record Mark(String file, long checkpoints, long length) {
    boolean isOf(Begin begin) {
      return file.equals(begin.file()) && checkpoints == begin.checkpoints();
    }
  }

  /** Where the log of a file is. */
  public static Path of(Path file) {
    return file.resolveSibling(file.getFileName() + ".wal");
  }

  /** Where the mark of a file is. */
  public static Path mark(Path file) {
    return file.resolveSibling(file.getFileName() + ".mark");
  }

  /**
   * Notes that all of a file's log is about to be acknowledged. Does not touch the file: to close
   * it would let go of the lock that the engine has on it.
   */
  public static void acknowledge(Path file) {
    long length = of(file).toFile().length();
    if (length == 0) {
      return;
    }
    try (FileChannel log = FileChannel.open(of(file), StandardOpenOption.READ);
        FileChannel mark =
            FileChannel.open(mark(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Begin begin = begin(read(log, 0, MOST_BEGIN), file);
      if (begin != null) {
        String text = String.format(Locale.ROOT, MARK, begin.file(), begin.checkpoints(), length);
        mark.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
      }
    } catch (IOException | StorageException e) {
      // What was committed is safe all the same, and the mark that is there asks for less.
    }
  }

  /**
   * Refuses a log that lacks something that was acknowledged, or that is none. For a file that is
   * not attached.
   *
   * @throws StorageException DAMAGED, with a sentence that names the log
   */
  public static void check(Path file) {
    try {
      Mark mark = readMark(file);
      if (of(file).toFile().length() > 0) {
        checkEntries(file, mark);
      } else if (mark != null && isSinceLastCheckpoint(mark, file)) {
        throw damaged(file, "is missing or empty");
      }
    } catch (IOException e) {
      throw new StorageException(
          Kind.FAILED, "The log " + of(file) + " cannot be read; make it readable.", e);
    }
  }

  private static void checkEntries(Path file, @Nullable Mark mark) throws IOException {
    try (FileChannel log = FileChannel.open(of(file), StandardOpenOption.READ)) {
      Begin begin = begin(read(log, 0, MOST_BEGIN), file);
      long whole = begin == null ? 0 : whole(log, begin.end());
      if (mark != null
          && whole < mark.length()
          && (begin == null ? isSinceLastCheckpoint(mark, file) : mark.isOf(begin))) {
        throw damaged(
            file, "can be read up to byte " + whole + " only (expected: " + mark.length() + ")");
      }
    }
  }

  private static @Nullable Mark readMark(Path file) throws IOException {
    if (!Files.exists(mark(file))) {
      return null;
    }
    String text = Files.readString(mark(file), StandardCharsets.ISO_8859_1);
    if (!text.matches(MARKS)) {
      return null;
    }
    String[] words = text.strip().split(" ", -1);
    return new Mark(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  private static boolean isSinceLastCheckpoint(Mark mark, Path file) throws IOException {
    if (file.toFile().length() < 3 * HEADER) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer headers = read(channel, 0, 3 * HEADER);
      long checkpoints =
          Math.max(headers.getLong(HEADER + Long.BYTES), headers.getLong(2 * HEADER + Long.BYTES));
      return checkpoints == mark.checkpoints()
          && HexFormat.of().formatHex(headers.array(), 0, HEADER).contains(mark.file());
    }
  }

  /** Up to which byte a log holds entries in full. */
  private static long whole(FileChannel log, long from) throws IOException {
    long position = from;
    while (true) {
      ByteBuffer header = read(log, position, ENTRY_HEADER);
      long size = header.remaining() < ENTRY_HEADER ? 0 : header.getLong();
      if (size <= 0 || size > log.size() - position - ENTRY_HEADER) {
        return position;
      }
      position += ENTRY_HEADER + size;
    }
  }

  /** How a log begins; null if it was cut before its entries. */
  private static @Nullable Begin begin(ByteBuffer bytes, Path file) {
    try {
      for (byte expected : BEGIN) {
        require(bytes.get() == expected, file);
      }
      StringBuilder id = new StringBuilder();
      long checkpoints = 0;
      for (int field = field(bytes); field != END; field = field(bytes)) {
        require(field == FILE_ID || field == CHECKPOINTS, file);
        long number = number(bytes);
        if (field == CHECKPOINTS) {
          checkpoints = number;
        }
        for (long i = 0; field == FILE_ID && i < number; i++) {
          id.append(HexFormat.of().toHexDigits((byte) number(bytes)));
        }
      }
      return new Begin(id.toString(), checkpoints, bytes.position());
    } catch (BufferUnderflowException e) {
      require(bytes.capacity() > bytes.limit(), file);
      return null;
    }
  }

  private static void require(boolean asExpected, Path file) {
    if (!asExpected) {
      throw damaged(file, "does not begin like a log");
    }
  }

  private static int field(ByteBuffer bytes) {
    return bytes.getShort() & END;
  }

  /** Seven bits a byte, the lowest first; the last byte is positive. */
  private static long number(ByteBuffer bytes) {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes.get();
      number |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  private static ByteBuffer read(FileChannel channel, long from, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = channel.read(bytes, from + bytes.position());
    }
    return bytes.flip();
  }

  private static StorageException damaged(Path file, String how) {
    return new StorageException(
        Kind.DAMAGED,
        "The log "
            + of(file)
            + " "
            + how
            + ", so what was acknowledged last is not there; put the log back, or restore the data"
            + " directory from a backup. To go on without what only the log held, move it and "
            + mark(file).getFileName()
            + " away.");
  }
}
