// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first 16 bytes of a SHA-256: the id of a message, the head of a chain, the id of a context.
 * Immutable; ordered as its hex.
 *
 * @param high bytes 0 to 7, big endian
 * @param low bytes 8 to 15, big endian
 */
public record Hash(long high, long low) implements Comparable<Hash> {

  /** Sixteen zero bytes: the head of the empty chain. */
  public static final Hash ZERO = new Hash(0, 0);

  /** The first 16 bytes of the SHA-256 of {@code bytes}. */
  public static Hash sha256(byte[] bytes) {
    return of(ByteBuffer.wrap(digest().digest(bytes)));
  }

  /**
   * The hash that these 32 hex digits write.
   *
   * @throws IllegalArgumentException if {@code hex} is not 32 hex digits
   */
  public static Hash of(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("hash: " + hex + " (expected: 32 hex digits)");
    }
    return new Hash(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  /** Reads the next 16 bytes of {@code bytes}. */
  public static Hash of(ByteBuffer bytes) {
    return new Hash(bytes.getLong(), bytes.getLong());
  }

  /** 32 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  /** Appends the 16 bytes to {@code target}. */
  public void putTo(ByteBuffer target) {
    target.putLong(high).putLong(low);
  }

  @Override
  public int compareTo(Hash other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return hex();
  }

  static Hash ofPair(Hash first, Hash second) {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    first.putTo(bytes);
    second.putTo(bytes);
    return sha256(bytes.array());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have SHA-256 (java.security.MessageDigest).
      throw new AssertionError(e);
    }
  }
}
