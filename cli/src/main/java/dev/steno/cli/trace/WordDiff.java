// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.terminal.Cells;
import dev.steno.model.chain.Matching;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What differs between two texts, in one line with a few words around. For one thread. */
final class WordDiff {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|[^\\p{L}\\p{N}_]");
  private static final int LONGEST = 20_000;
  private static final int LONGEST_CHANGE = 400;
  private static final int AROUND = 12;
  private static final int MOST = 400;

  private final StringBuilder line = new StringBuilder();

  private WordDiff() {}

  /** Such as {@code … left on [-Monday-]{+Tuesday+} morning}; says so if all words are the same. */
  static String of(String before, String after) {
    List<String> one = words(before);
    List<String> other = words(after);
    return one.equals(other) ? "(the words are the same)" : new WordDiff().compare(one, other);
  }

  private String compare(List<String> before, List<String> after) {
    List<int[]> pairs = new ArrayList<>(Matching.of(before, after, MOST).orElseGet(List::of));
    pairs.add(new int[] {before.size(), after.size()});
    int i = 0;
    int j = 0;
    int same = 0;
    for (int[] pair : pairs) {
      boolean end = pair[0] == before.size();
      if (pair[0] > i || pair[1] > j || end) {
        boolean last = end && pair[0] == i && pair[1] == j;
        same(before.subList(i - same, i), i == same, last);
        change("[-", before.subList(i, pair[0]), "-]");
        change("{+", after.subList(j, pair[1]), "+}");
        same = 0;
      }
      same++;
      i = pair[0] + 1;
      j = pair[1] + 1;
    }
    return line.toString();
  }

  /** Of what is the same only what stands beside a change. */
  private void same(List<String> words, boolean atStart, boolean atEnd) {
    int head = atStart ? 0 : AROUND;
    int tail = atEnd ? 0 : AROUND;
    if (words.size() <= head + tail) {
      line.append(String.join("", words));
      return;
    }
    line.append(String.join("", words.subList(0, head)))
        .append(" … ")
        .append(String.join("", words.subList(words.size() - tail, words.size())));
  }

  private void change(String open, List<String> words, String close) {
    if (!words.isEmpty()) {
      line.append(open).append(Cells.fit(String.join("", words), LONGEST_CHANGE)).append(close);
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String line = Cells.line(text.substring(0, Math.min(text.length(), LONGEST)));
    for (Matcher word = WORD.matcher(line); word.find(); ) {
      words.add(word.group());
    }
    return words;
  }
}
