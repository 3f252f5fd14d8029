// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Text that repeats itself about as much as prose does: words of a made-up vocabulary, the common
 * ones short and often. The same for the same seed. For one thread.
 */
final class Prose {
  private static final int WORDS = 6_000;
  private static final String[] VOCABULARY = vocabulary();
  private final SplittableRandom random;

  Prose(SplittableRandom random) {
    this.random = random;
  }

  /** Words, with full stops, of so many characters or a few more. */
  String text(int characters) {
    StringBuilder text = new StringBuilder(characters + 16);
    int sentence = 0;
    while (text.length() < characters) {
      text.append(text.isEmpty() ? "" : sentence == 0 ? ". " : " ").append(word());
      sentence = sentence == 0 ? 5 + random.nextInt(12) : sentence - 1;
    }
    return text.append('.').toString();
  }

  /** A word; the n-th most frequent one comes about 1/n as often as the first. */
  String word() {
    return VOCABULARY[(int) Math.pow(WORDS, random.nextDouble()) - 1];
  }

  /** A number that no other text has. */
  String reference() {
    return Slots.REFERENCE + HexFormat.of().toHexDigits(random.nextInt());
  }

  private static String[] vocabulary() {
    SplittableRandom letters = new SplittableRandom(7);
    String[] words = new String[WORDS];
    for (int rank = 0; rank < WORDS; rank++) {
      StringBuilder word = new StringBuilder();
      int syllables = 1 + letters.nextInt(1 + Integer.toString(rank).length());
      for (int i = 0; i < syllables; i++) {
        word.append("bcdfghklmnprstvwz".charAt(letters.nextInt(17)));
        word.append("aeiou".charAt(letters.nextInt(5)));
        if (letters.nextInt(3) == 0) {
          word.append("nrst".charAt(letters.nextInt(4)));
        }
      }
      words[rank] = word.toString();
    }
    return words;
  }
}
