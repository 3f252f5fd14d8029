// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.otlp.wire.Budget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringsTest {
  private static final String HI = "{\"role\":\"user\",\"parts\":[\"Hi\"]}";
  private static final String BYE = "{\"role\":\"assistant\",\"content\":\"Bye\"}";
  private static final String NOBODY = "{\"parts\":[\"Who?\"]}";

  private final KnownMessages known = new KnownMessages();
  private final Budget budget = new Budget();

  @Test
  void reads_a_message_once_and_gives_the_same_one_again() {
    List<ReadMessage> first = read("[" + HI + "]", "user");

    List<ReadMessage> second = read("[ " + HI + " , " + BYE + "]", "user");

    assertThat(second.get(0)).isSameAs(first.get(0));
    assertThat(second.get(1).messages()).containsExactly(Message.text("assistant", "Bye"));
  }

  @Test
  void gives_a_message_without_a_role_that_of_the_place_where_it_stands() {
    assertThat(read("[" + NOBODY + "]", "user").get(0).messages().get(0).role()).isEqualTo("user");
    assertThat(read("[" + NOBODY + "]", "assistant").get(0).messages().get(0).role())
        .isEqualTo("assistant");
  }

  @Test
  void takes_from_the_budget_for_a_known_message_what_it_took_for_a_new_one() {
    int before = budget.parsed();
    read("[" + HI + "]", "user");
    int once = before - budget.parsed();

    read("[" + HI + "," + HI + "]", "user");

    assertThat(once).isPositive();
    assertThat(before - budget.parsed()).isEqualTo(3 * once);
  }

  @Test
  void knows_no_message_that_the_budget_does_not_pay() {
    read("[" + HI + "]", "user");
    budget.takeParsed(budget.parsed() - 1);

    assertThat(read("[" + HI + "]", "user")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"role\":\"user\"},{\"no\":\"message\"}]",
        "[{\"role\":\"user\",}]",
        "[{\"role\":\"user\"}",
        "no list"
      })
  void reads_all_messages_or_none(String text) {
    assertThat(read(text, "user")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HI,
        "[" + HI + "," + BYE + "]",
        "\"[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[\\\"Hi\\\"]}]\"",
        "[\"{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[\\\"Hi\\\"]}\"]"
      })
  void reads_lists_in_every_form_in_which_they_are_written(String text) {
    assertThat(read(text, "user").get(0).messages()).containsExactly(Message.text("user", "Hi"));
  }

  private List<ReadMessage> read(String text, String role) {
    return new JsonStrings(budget, known).messages(JsonValue.of(text), role);
  }
}
