// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.redaction.text.Alphabet;
import org.jspecify.annotations.Nullable;

/**
 * A key that says by its first characters whose it is. Immutable.
 *
 * @param prefix how it begins
 * @param rest what it goes on with
 * @param least how many characters there are at least after the prefix
 * @param check what else it must be
 */
record KeyForm(BuiltInRule rule, String prefix, Alphabet rest, int least, Check check)
    implements Detector {

  /** Looks at a whole key in its place. */
  interface Check {
    /** Whatever is long enough: the prefix is like no word. */
    Check NONE = (text, start, from, end) -> true;

    /** The prefix begins a word. */
    Check WORD = (text, start, from, end) -> Alphabet.beginsWord(text, start);

    /** The prefix begins a word, and the rest has a stretch that no word has. */
    Check RANDOM =
        (text, start, from, end) ->
            Alphabet.beginsWord(text, start) && hasRandomStretch(text, from, end);

    /**
     * @param from where the prefix ends
     */
    boolean passes(String text, int start, int from, int end);
  }

  private static final int STRETCH = 16;

  /** How much is looked at before it is known to be a key; "sk-sk-sk-…" may go on for ever. */
  private static final int GLANCE = 128;

  @Override
  public String triggers() {
    return prefix.substring(0, 1);
  }

  @Override
  public @Nullable Hit at(String text, int at, int floor) {
    if (!text.startsWith(prefix, at)) {
      return null;
    }
    int from = at + prefix.length();
    int end = rest.end(text, from, Math.min(text.length(), from + GLANCE));
    return end - from >= least && check.passes(text, at, from, end)
        ? new Hit(rule, at, rest.end(text, end))
        : null;
  }

  /** True if there are 16 letters and digits together, both of them: no slug is written so. */
  private static boolean hasRandomStretch(String text, int from, int end) {
    int start = from;
    while (start < end) {
      int stop = Alphabet.WORD.end(text, start, end);
      int digits = Alphabet.DIGITS.count(text, start, stop);
      if (stop - start >= STRETCH && digits > 0 && digits < stop - start) {
        return true;
      }
      start = stop + 1;
    }
    return false;
  }
}
