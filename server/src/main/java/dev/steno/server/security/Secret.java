// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes and hashes keys. Stateless. */
final class Secret {
  static final String PREFIX = "sk-steno-";

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** 32 digits of base 62 are 190 bits. */
  private static final int DIGITS = 32;

  /** No key is longer; what is longer is not even hashed. */
  static final int MAX_LENGTH = 256;

  private Secret() {}

  static String newKey(RandomGenerator random) {
    return PREFIX + digits(random);
  }

  static String digits(RandomGenerator random) {
    StringBuilder digits = new StringBuilder(DIGITS);
    for (int i = 0; i < DIGITS; i++) {
      digits.append(BASE62.charAt(random.nextInt(BASE62.length())));
    }
    return digits.toString();
  }

  static String sha256(String secret) {
    try {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have SHA-256 (java.security.MessageDigest).
      throw new AssertionError(e);
    }
  }
}
