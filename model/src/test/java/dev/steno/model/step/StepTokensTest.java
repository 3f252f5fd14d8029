// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTokensTest {
  private final Script script = new Script();
  private final Message short1 = Message.text("user", "a".repeat(84));
  private final Message long1 = Message.text("assistant", "b".repeat(284));
  private final Message next = Message.text("user", "c".repeat(184));

  @Test
  void the_input_tokens_are_shared_out_by_the_size_of_the_texts() {
    script.reading(10L).call(List.of(short1), long1);
    script.reading(60L).call(List.of(short1, long1, next));

    assertThat(tokens(0)).isEqualTo(new StepTokens(0, 0, 0, 0, 10, 0));
    assertThat(tokens(1)).isEqualTo(new StepTokens(0, 0, 40, 0, 20, 0));
  }

  @Test
  void what_left_counts_as_what_it_cost_the_call_before() {
    script.reading(40L).call(List.of(short1, long1));
    script.reading(10L).call(List.of(short1));

    assertThat(tokens(1)).isEqualTo(new StepTokens(0, 0, 10, 0, 0, 30));
  }

  @Test
  void the_shares_add_up_to_what_was_reported() {
    script.system("One two three.", "Four.").tools("find:something", "send:it");
    List<Message> said = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      said.add(Message.text("user", "w".repeat(i * 7 % 31)));
      script.reading(1000L + 37 * i).call(said);
    }

    for (int i = 0; i < 50; i++) {
      StepTokens tokens = tokens(i);
      assertThat(
              tokens.tools()
                  + tokens.system()
                  + tokens.unchanged()
                  + tokens.edited()
                  + tokens.added())
          .isEqualTo(1000L + 37 * i);
    }
  }

  @Test
  void what_nobody_reported_is_not_made_up() {
    script.call(List.of(short1));
    script.reading(5L).call(List.of());

    assertThat(tokens(0)).isNull();
  }

  @Test
  void a_letter_of_any_script_and_a_picture_have_their_weight() {
    Message letters = Message.text("user", "é".repeat(42));
    Message signs = Message.text("user", "字".repeat(28));
    Message faces = Message.text("user", "😀".repeat(21));
    Media.Source source = new Media.Url("https://example.org/a.png", null);
    ContentBlock picture = new Media(Media.Kind.IMAGE, source);
    Message image = new Message("user", List.of(picture), null, List.of(), null, null);
    script.reading(10L).call(List.of(short1));
    script.reading(40L).call(List.of(short1, letters, signs, faces));
    script.reading(4116L).call(List.of(short1, image));

    assertThat(tokens(1).added()).isEqualTo(30);
    assertThat(tokens(2).added()).isEqualTo(4016);
  }

  private StepTokens tokens(int step) {
    return script.steps().get(step).news().tokens();
  }
}
