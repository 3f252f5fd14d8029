// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import dev.steno.client.delivery.Item.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A file of records, each some items of one signal. For one thread at a time.
 *
 * <p>A record is a head of 18 bytes, big-endian: length of the body in the file, CRC-32C of all
 * that follows but the last byte of the head, length of the body inflated, number of items, signal,
 * state; then the deflated request body. The state is the only byte that is ever written again.
 * Whatever follows the last whole record was being written when its process was killed.
 */
final class Segment {
  private static final int HEAD = 18;
  private static final int STATE = 17;
  private static final int LARGEST = 1 << 30;
  private static final byte WAITING = 1;
  private static final byte DONE = 2;

  private final Path path;
  private final FileChannel file;
  private final boolean own;
  private long end;
  private long readAt;
  private int waiting;
  private final Set<Long> taken = new HashSet<>();

  private Segment(Path path, FileChannel file, boolean own) {
    this.path = path;
    this.file = file;
    this.own = own;
  }

  /**
   * A record's place, and what is known of it.
   *
   * @param items how many
   */
  record Place(Segment segment, long at, int items) {
    /** Notes in the file that nobody needs the record any more. */
    void done() throws IOException {
      if (!segment.taken.remove(at)) {
        segment.waiting -= items;
      }
      segment.file.write(ByteBuffer.wrap(new byte[] {DONE}), at + STATE);
    }
  }

  /**
   * A record that was read.
   *
   * @param body the request's body; null if the record is damaged
   */
  record Stored(Place place, Signal signal, byte @Nullable [] body) {}

  /** A new file; what is written to it was recorded by this process. */
  static Segment create(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            Lane.ownerOnly(path, "rw-------"));
    return new Segment(path, file, true);
  }

  /** A file that another process left behind. */
  static Segment open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Segment segment = new Segment(path, file, false);
    segment.count();
    return segment;
  }

  boolean isOwn() {
    return own;
  }

  long size() {
    return end;
  }

  /** How many items are in records that nobody has taken. */
  int waiting() {
    return waiting;
  }

  /** Whether nobody needs any of it any more. */
  boolean isSettled() {
    return waiting == 0 && !isAtWork();
  }

  /** Whether somebody has taken some of it and is not done with that. */
  boolean isAtWork() {
    return !taken.isEmpty();
  }

  /** Empties it, to be written from its beginning. */
  void clear() throws IOException {
    if (end > 0) {
      file.truncate(0);
      end = 0;
      readAt = 0;
    }
  }

  /** Gives up what waits, which cannot be read; how many items that were. */
  int abandon() {
    int lost = waiting;
    waiting = 0;
    readAt = end;
    return lost;
  }

  /**
   * Adds a record.
   *
   * @param taken whether somebody is already at work on it, so that {@link #next} passes it over
   * @throws IOException if the disk is full, for instance; then nothing was added
   */
  Place append(Signal signal, byte[] body, int items, boolean taken) throws IOException {
    ByteBuffer record = record(signal, body, items);
    Place place = new Place(this, end, items);
    try {
      for (long at = end; record.hasRemaining(); ) {
        at += file.write(record, at);
      }
    } catch (IOException e) {
      file.truncate(end);
      throw e;
    }
    if (taken) {
      this.taken.add(end);
    } else {
      waiting += items;
    }
    end += record.limit();
    return place;
  }

  /** The next record that waits; null at the end. */
  @Nullable Stored next() throws IOException {
    while (readAt < end) {
      ByteBuffer head = read(readAt, HEAD);
      int length = head.getInt(0);
      boolean waits = head.get(STATE) != DONE && !taken.contains(readAt);
      if (!waits) {
        readAt += HEAD + length;
        continue;
      }
      ByteBuffer body = read(readAt + HEAD, length);
      Place place = new Place(this, readAt, Math.max(1, head.getInt(12)));
      taken.add(readAt);
      waiting -= place.items();
      readAt += HEAD + length;
      return new Stored(place, Signal.values()[head.get(16) & 1], inflated(head, body));
    }
    return null;
  }

  void sync() throws IOException {
    file.force(false);
  }

  void close() throws IOException {
    file.close();
  }

  void delete() throws IOException {
    file.close();
    Files.deleteIfExists(path);
  }

  private void count() throws IOException {
    long size = file.size();
    while (end + HEAD <= size) {
      ByteBuffer head = read(end, HEAD);
      int length = head.getInt(0);
      if (length <= 0 || length > size - end - HEAD) {
        return;
      }
      waiting += head.get(STATE) == DONE ? 0 : Math.max(1, head.getInt(12));
      end += HEAD + length;
    }
  }

  private static ByteBuffer record(Signal signal, byte[] body, int items) {
    byte[] deflated = deflated(body);
    ByteBuffer record = ByteBuffer.allocate(HEAD + deflated.length);
    record.putInt(deflated.length).putInt(0).putInt(body.length).putInt(items);
    record.put((byte) signal.ordinal()).put(WAITING).put(deflated).flip();
    return record.putInt(4, checksum(record, deflated));
  }

  private static int checksum(ByteBuffer head, byte[] deflated) {
    CRC32C checksum = new CRC32C();
    checksum.update(head.slice(8, STATE - 8));
    checksum.update(deflated);
    return (int) checksum.getValue();
  }

  private static byte[] deflated(byte[] body) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(body);
      deflater.finish();
      byte[] deflated = new byte[body.length / 4 + 64];
      int size = deflater.deflate(deflated);
      while (!deflater.finished()) {
        deflated = Arrays.copyOf(deflated, deflated.length * 2);
        size += deflater.deflate(deflated, size, deflated.length - size);
      }
      return Arrays.copyOf(deflated, size);
    } finally {
      deflater.end();
    }
  }

  private static byte @Nullable [] inflated(ByteBuffer head, ByteBuffer body) {
    int length = head.getInt(8);
    if (checksum(head, body.array()) != head.getInt(4) || length < 0 || length > LARGEST) {
      return null;
    }
    Inflater inflater = new Inflater(true);
    try {
      byte[] inflated = new byte[length];
      inflater.setInput(body);
      return inflater.inflate(inflated) == length ? inflated : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new IOException(path + ": ends at " + (at + buffer.position()));
      }
    }
    return buffer.flip();
  }
}
