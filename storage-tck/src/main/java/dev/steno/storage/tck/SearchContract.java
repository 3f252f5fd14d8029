// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Grouping;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.Filter.Contains;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is found wherever it was said or noted, in any script and case. */
abstract class SearchContract extends Contract {

  SearchContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "question",
        "answer",
        "system",
        "history",
        "thought",
        "tool",
        "argument",
        "result"
      })
  void finds_every_part_of_what_was_said(String where) {
    appendConversation();

    assertThat(found("needle-" + where)).containsExactly(1);
    assertThat(found("NEEDLE-" + where.toUpperCase(Locale.ROOT))).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "input", "output", "message", "attribute", "nested"})
  void finds_every_text_of_a_span(String where) {
    JsonObject nested = new JsonObject(Map.of("deep", JsonValue.of("a needle-nested b")));
    append(
        Given.part(
            Given.span(1, 1)
                .name("needle-name")
                .input(JsonValue.of("the needle-input here"))
                .output(new JsonObject(Map.of("answer", JsonValue.of("needle-output"))))
                .statusMessage("failed: needle-message")
                .attributes(
                    new JsonObject(Map.of("a", JsonValue.of("needle-attribute"), "n", nested)))),
        Given.part(Given.span(2, 1)));

    assertThat(found("needle-" + where)).containsExactly(1);
    assertThat(found("Needle-" + where)).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "أين طلبي رقم ٤٥؟|طلبي",
        "我的包裹在哪里|包裹",
        "荷物はどこですか|どこ",
        "вопрос о ДОСТАВКЕ|доставке",
        "ÉCLAIR à la carte|éclair",
        "broken 🫖 and 👩‍💻 too|👩‍💻",
        "broken 🫖 lid|🫖",
        "𠮷野家|𠮷",
        "100% sure of snake_case|100%",
        "100% sure of snake_case|e_c",
        "a \\ backslash|\\ back",
        "she said \"no\" twice|\"no\"",
        "O'Brien's order|o'brien's",
        "<b>bold</b>|<b>"
      })
  void finds_text_of_any_script(String said, String sought) {
    append(Given.call(Given.generation(1, 1), Given.asked(said, "ok")));
    append(Given.call(Given.generation(2, 1), Given.asked("something else", "ok")));

    assertThat(found(sought)).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "*", "first*second", "f_rst", "fir%", "absent"})
  void takes_no_character_for_a_wildcard(String sought) {
    append(Given.call(Given.generation(1, 1), Given.asked("first second", "fine")));

    assertThat(found(sought)).isEmpty();
  }

  @Test
  void finds_text_over_a_line_break() {
    append(Given.call(Given.generation(1, 1), Given.asked("first line\nsecond line", "ok")));

    assertThat(found("line\nsecond")).containsExactly(1);
  }

  @Test
  void finds_a_message_in_each_trace_of_a_conversation_that_names_it() {
    Grouping conversation = Given.inConversation("c");
    List<Message> history = List.of(Given.user("rare-word"), Given.assistant("b"), Given.user("c"));
    append(
        Given.call(Given.generation(1, 1).grouping(conversation), Given.asked("rare-word", "b")),
        Given.call(
            Given.generation(2, 1).grouping(conversation),
            Given.exchange(history, Given.assistant("d"))),
        Given.call(Given.generation(3, 1).grouping(conversation), Given.asked("other", "e")));

    assertThat(found("RARE-word")).containsExactly(1, 2);
  }

  @Test
  void finds_no_text_of_another_project() {
    append(Given.call(Given.span("other", 1, 1), Given.asked("rare-word", "b")));

    assertThat(found("rare-word")).isEmpty();
  }

  @Test
  void finds_text_that_came_late() {
    append(Given.part(Given.span(1, 1)));
    append(
        Given.part(
            SpanPart.Kind.CONTENT,
            2,
            NOW.plusSeconds(9),
            Given.bare("shop", 1, 1),
            Given.asked("rare-word", "b")));

    assertThat(found("rare-word")).containsExactly(1);
  }

  private void appendConversation() {
    ToolCall call = ToolCall.function("id", "needle-tool", "{\"where\": \"needle-argument\"}");
    Message caller =
        new Message("assistant", List.of(), "I had a needle-thought", List.of(call), null, null);
    append(
        Given.call(
            Given.generation(1, 1),
            new Exchange(
                null,
                List.of(Message.text("system", "needle-system")),
                List.of(
                    Given.user("needle-history"),
                    caller,
                    Message.tool("id", "needle-result"),
                    Given.user("and a needle-question?")),
                List.of(List.of(Given.assistant("no needle-answer"))))),
        Given.call(Given.generation(2, 1), Given.asked("nothing", "at all")));
  }

  private List<Integer> found(String text) {
    Filter filter = new Contains(text);
    return storage.traces().list(new TraceQuery(Given.PROJECT, filter, 100, null)).items().stream()
        .map(summary -> (int) summary.traceId().low())
        .toList();
  }
}
