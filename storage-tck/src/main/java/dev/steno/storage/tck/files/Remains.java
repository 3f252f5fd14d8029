// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.files;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds texts in the files of a directory without asking the engine, which would not show what it
 * has deleted. Pure functions.
 *
 * <p>A text is looked for as it stands and in base64, in what every zstd frame holds as far as it
 * can be decompressed, and in what every FSST symbol table makes of the bytes around it. Frames
 * that go on in another block do so as DuckDB lays them out; what a program wrote as one piece,
 * such as Parquet or a log, is read as well.
 */
public final class Remains {
  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

  /** The second half of the header of a symbol table is the version of FSST, 20190218. */
  private static final byte[] FSST = {(byte) 0x0A, 0x14, 0x34, 0x01};

  private static final int MOST = 16 << 20;
  private static final int BLOCK = 256 << 10;

  private Remains() {}

  /**
   * For each text that was found the encodings and files it stands in, such as {@code zstd a}.
   *
   * @param directory whose files are read, and those below it
   * @param texts of 8 characters or more each
   * @throws IOException if a file cannot be read
   */
  public static Map<String, Set<String>> find(Path directory, Collection<String> texts)
      throws IOException {
    Needles needles = new Needles(texts);
    Map<String, Set<String>> found = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      note(bytes, needles, "plain " + name, found);
      for (int at = indexOf(bytes, ZSTD, 0); at >= 0; at = indexOf(bytes, ZSTD, at + 1)) {
        note(frame(bytes, at), needles, "zstd " + name, found);
      }
      for (int at = indexOf(bytes, FSST, 4); at >= 0; at = indexOf(bytes, FSST, at + 1)) {
        for (byte[] text : symbols(bytes, at - 4)) {
          note(text, needles, "fsst " + name, found);
        }
      }
    }
    return found;
  }

  private static void note(
      byte[] bytes, Needles needles, String where, Map<String, Set<String>> found) {
    needles.in(bytes, text -> found.computeIfAbsent(text, absent -> new TreeSet<>()).add(where));
  }

  /** What the frame holds up to its end or to where it is broken. */
  private static byte[] frame(byte[] bytes, int at) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (ZstdInputStream in = new ZstdInputStream(new Pages(bytes, at))) {
      in.setContinuous(true);
      int read = in.read(buffer);
      while (read > 0 && out.size() < MOST) {
        out.write(buffer, 0, read);
        read = in.read(buffer);
      }
    } catch (IOException broken) {
      return out.toByteArray();
    }
    return out.toByteArray();
  }

  /** A frame that does not fit goes on in the block whose number stands at its block's end. */
  private static final class Pages extends InputStream {
    private static final int HEADERS = 3 * 4096;
    private static final int NUMBER = 8;
    private final byte[] bytes;
    private int at;
    private int end;

    Pages(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
      this.end = HEADERS + (Math.max(0, at - HEADERS) / BLOCK + 1) * BLOCK - NUMBER;
    }

    @Override
    public int read() {
      if (at == end && end + NUMBER <= bytes.length) {
        long next = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(end);
        long start = HEADERS + next * BLOCK;
        if (next >= 0 && start > 0 && start + BLOCK <= bytes.length) {
          at = (int) start + NUMBER;
          end = (int) start + BLOCK - NUMBER;
        }
      }
      return at < bytes.length ? bytes[at++] & 0xff : -1;
    }
  }

  /** What a symbol table makes of the bytes around it, read from an even and from an odd place. */
  private static List<byte[]> symbols(byte[] bytes, int header) {
    byte[][] symbols = new byte[256][];
    int at = header + 17;
    int code = bytes[header + 8] & 1;
    for (int step = 1; step <= 8; step++) {
      int length = (step & 7) + 1;
      int count = bytes[header + 9 + (step & 7)] & 0xff;
      for (int i = 0; i < count && code < 255 && at + length <= bytes.length; i++) {
        symbols[code++] = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
      }
    }
    int from = Math.max(0, header - BLOCK);
    int to = Math.min(bytes.length, header + BLOCK);
    return List.of(decoded(bytes, from, to, symbols), decoded(bytes, from + 1, to, symbols));
  }

  private static byte[] decoded(byte[] bytes, int from, int to, byte[][] symbols) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = from; i < to; i++) {
      int code = bytes[i] & 0xff;
      if (code == 255 && i + 1 < to) {
        out.write(bytes[++i]);
      } else if (symbols[code] != null) {
        out.writeBytes(symbols[code]);
      } else {
        out.write(0);
      }
    }
    return out.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] part, int from) {
    for (int i = from; i <= bytes.length - part.length; i++) {
      int j = 0;
      while (j < part.length && bytes[i + j] == part[j]) {
        j++;
      }
      if (j == part.length) {
        return i;
      }
    }
    return -1;
  }
}
