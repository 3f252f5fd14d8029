// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Texts to be found among bytes in one pass, however many there are: as UTF-8 and as base64 of
 * something they stand in. Immutable.
 */
final class Needles {
  private static final int START = 4;
  private static final int SLOTS = 1 << 16;

  private record Needle(String text, byte[] bytes) {}

  private final BitSet starts = new BitSet(SLOTS);
  private final Map<Integer, List<Needle>> byStart = new HashMap<>();

  /** Looks for these, of which each has 8 characters or more. */
  Needles(Collection<String> texts) {
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length < 2 * START) {
        throw new IllegalArgumentException("text: " + text + " (expected: 8 characters or more)");
      }
      add(new Needle(text, bytes));
      for (int shift = 0; shift < 3; shift++) {
        add(new Needle(text, base64(bytes, shift)));
      }
    }
  }

  /** What base64 makes of the bytes behind so many others, without what its neighbours decide. */
  private static byte[] base64(byte[] bytes, int shift) {
    byte[] shifted = new byte[shift + bytes.length];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    byte[] encoded = Base64.getEncoder().withoutPadding().encode(shifted);
    return Arrays.copyOfRange(encoded, (shift * 4 + 2) / 3, shifted.length * 4 / 3);
  }

  private void add(Needle needle) {
    int start = start(needle.bytes, 0);
    starts.set(slot(start));
    byStart.computeIfAbsent(start, absent -> new ArrayList<>()).add(needle);
  }

  /** Names each text as often as it is found. */
  void in(byte[] bytes, Consumer<String> found) {
    for (int i = 0; i + START <= bytes.length; i++) {
      int start = start(bytes, i);
      if (starts.get(slot(start))) {
        for (Needle needle : byStart.getOrDefault(start, List.of())) {
          if (isAt(bytes, i, needle.bytes)) {
            found.accept(needle.text);
          }
        }
      }
    }
  }

  private static boolean isAt(byte[] bytes, int at, byte[] part) {
    int end = at + part.length;
    return end <= bytes.length && Arrays.equals(bytes, at, end, part, 0, part.length);
  }

  private static int start(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }

  private static int slot(int start) {
    return start * 0x9E3779B1 >>> 16;
  }
}
