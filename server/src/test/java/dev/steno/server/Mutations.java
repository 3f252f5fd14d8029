// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Breaks good bodies by chance: flips, cuts, repeats and joins. For one thread. */
final class Mutations {
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "null",
          "true",
          "-",
          "1e999999999",
          "\"\\ud800\"",
          "99999999999999999999",
          "\"NaN\"",
          "{\"a\":",
          "[[[[",
          "\u0000",
          "\"traceId\"",
          "0.0");

  private final Random random;

  /** Of what a body is made. */
  enum Form {
    JSON,
    PROTOBUF
  }

  Mutations(Random random) {
    this.random = random;
  }

  /** A good body of that form, broken more often than not. */
  byte[] of(Form form) {
    byte[] seed =
        form == Form.JSON
            ? Otlp.json(random.nextInt(1000), "p" + random.nextInt(5))
                .getBytes(StandardCharsets.UTF_8)
            : Otlp.protobuf(random.nextInt(1000));
    return random.nextInt(10) == 0 ? seed : mutated(seed);
  }

  /** The bytes, broken one time in four. */
  byte[] sometimes(byte[] bytes) {
    return random.nextInt(4) == 0 ? mutated(bytes) : bytes;
  }

  /** The bytes, broken. */
  byte[] mutated(byte[] bytes) {
    byte[] broken = bytes;
    for (int i = random.nextInt(3); i >= 0; i--) {
      broken = once(broken);
    }
    return broken;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    byte[] copy = bytes.clone();
    switch (random.nextInt(7)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        return joined(bytes, at, Arrays.copyOfRange(bytes, at, end(bytes, at)), at);
      }
      case 4 -> {
        return joined(bytes, at, new byte[0], end(bytes, at));
      }
      case 5 -> {
        byte[] token = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
        return joined(bytes, at, token, at);
      }
      default -> {
        byte[] run = new byte[1 + random.nextInt(8)];
        Arrays.fill(run, (byte) (random.nextBoolean() ? 0xff : 0x80));
        return joined(bytes, at, run, Math.min(bytes.length, at + run.length));
      }
    }
    return copy;
  }

  private int end(byte[] bytes, int from) {
    return Math.min(bytes.length, from + 1 + random.nextInt(64));
  }

  private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, until);
    out.writeBytes(middle);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }
}
