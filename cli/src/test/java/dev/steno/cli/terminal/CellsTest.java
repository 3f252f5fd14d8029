// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "é, 1",
    "e\u0301, 1",
    "日本, 4",
    "한글, 4",
    "ﾊﾝ, 2",
    "Ａ, 2",
    "🎂, 2",
    "👩‍👩‍👧, 2",
    "🇳🇴, 2",
    "❤️, 2",
    "→, 1",
    "├─, 2",
    "אב, 2",
    "\u200b, 0"
  })
  void measures_what_a_terminal_shows(String text, int cells) {
    assertThat(Cells.width(text)).isEqualTo(cells);
  }

  @Test
  void fits_without_cutting_a_character_apart() {
    assertThat(Cells.fit("日本語", 6)).isEqualTo("日本語");
    assertThat(Cells.fit("日本語", 5)).isEqualTo("日本…");
    assertThat(Cells.fit("日本語", 4)).isEqualTo("日…");
    assertThat(Cells.fit("a👩‍👩‍👧b", 3)).isEqualTo("a…");
    assertThat(Cells.fit("abc", 0)).isEmpty();
  }

  @Test
  void fills_up_by_cells_and_not_by_characters() {
    assertThat(Cells.left("日本", 6)).isEqualTo("日本  ");
    assertThat(Cells.right("日本", 6)).isEqualTo("  日本");
  }

  @Test
  void shows_control_characters_instead_of_obeying_them() {
    assertThat(Cells.line("a\u001b[31mred\u0007\u007f")).isEqualTo("a␛[31mred␇␡");
    assertThat(Cells.line("a\u009b31m\u0085b")).isEqualTo("a\ufffd31m\ufffdb");
    assertThat(Cells.line("safe\u202eexe.\u2066x")).isEqualTo("safe\ufffdexe.\ufffdx");
    assertThat(Cells.line("half \ud83d")).isEqualTo("half \ufffd");
  }

  @Test
  void a_line_is_one_line() {
    assertThat(Cells.line("  one\r\n\ttwo   three ")).isEqualTo("one two three");
    assertThat(Cells.lines("one\n\ttwo\u001b[2J")).containsExactly("one", "    two␛[2J");
  }

  @Test
  void wraps_at_blanks_and_inside_what_is_longer_than_a_line() {
    assertThat(Cells.wrap("one two three", 8)).containsExactly("one two", "three");
    assertThat(Cells.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    assertThat(Cells.wrap("日本語日本語", 5)).containsExactly("日本", "語日", "本語");
    assertThat(Cells.wrap("", 5)).containsExactly("");
  }
}
