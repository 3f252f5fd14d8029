// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

  @ParameterizedTest(name = "{0} is found in {1}")
  @CsvSource({
    "kiwi, A KIWI",
    "kiwi, K\u0131w\u0130",
    "stra\u00dfe, STRA\u00dfE",
    "\u03c3, \u03c2",
    "\u6771\u4eac, in \u6771\u4eac today",
    "\u0645\u0631\u062d\u0628\u0627, \u0645\u0631\u062d\u0628\u0627",
    "\ud83d\ude00, so \ud83d\ude00",
    "50%, about 50% of it",
    "a.b\\, A.B\\"
  })
  void thePatternFindsWhatFoldingFinds(String text, String within) {
    assertThat(SearchText.folded(within)).contains(SearchText.folded(text));
    assertThat(Pattern.compile(SearchText.pattern(text)).matcher(within).find()).isTrue();
  }

  @Test
  void charactersThatMeanSomethingInAPatternStandForThemselves() {
    assertThat(Pattern.compile(SearchText.pattern("a.b")).matcher("axb").find()).isFalse();
    assertThat(Pattern.compile(SearchText.pattern("[^]")).matcher("[^]").find()).isTrue();
  }

  @Test
  void everyCharacterIsFoundByItselfAndByWhatItFoldsTo() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String one = Character.toString(c);
      String folded = SearchText.folded(one);
      if (!folded.equals(one)) {
        Pattern pattern = Pattern.compile(SearchText.pattern(folded));
        assertThat(pattern.matcher(one).find()).as("U+%04X", c).isTrue();
      }
    }
  }
}
