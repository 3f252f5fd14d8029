// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A protobuf message in the making. For one thread.
 *
 * <p>Design note: a message inside another is written first and its length after, by moving it;
 * that costs a copy of bytes that are in the cache and saves a pass that only adds up sizes.
 */
final class ProtoBuffer {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private byte[] bytes;
  private int size;

  /**
   * @param capacity how many bytes are expected; more find room too
   */
  ProtoBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /** What was written since the last call, as an array of its own; begins anew. */
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size);
    size = 0;
    return taken;
  }

  void raw(byte[] message) {
    room(message.length);
    System.arraycopy(message, 0, bytes, size, message.length);
    size += message.length;
  }

  void bytes(int field, byte[] value) {
    room(10 + value.length);
    tag(field, LENGTH);
    varint(value.length);
    raw(value);
  }

  /** A string; half a character, which has no UTF-8, becomes a question mark. */
  void string(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  void number(int field, long value) {
    room(15);
    tag(field, VARINT);
    varint(value);
  }

  void fixed64(int field, long value) {
    room(13);
    tag(field, FIXED64);
    littleEndian(value, Long.BYTES);
  }

  void fixed32(int field, int value) {
    room(9);
    tag(field, FIXED32);
    littleEndian(value, Integer.BYTES);
  }

  /** Begins a message inside this one; {@link #end} takes what this returns. */
  int begin(int field) {
    room(6);
    tag(field, LENGTH);
    size++;
    return size;
  }

  void end(int begun) {
    int length = size - begun;
    int more = varintSize(length) - 1;
    room(more);
    System.arraycopy(bytes, begun, bytes, begun + more, length);
    size = begun - 1;
    varint(length);
    size += length;
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private static int varintSize(int value) {
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void littleEndian(long value, int length) {
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) (value >>> 8 * i);
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }
}
