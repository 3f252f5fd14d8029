// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.reading;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanPart;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.analysis.Match;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.SearchPage.Hit;
import dev.steno.storage.analysis.SearchPage.Place;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.tck.Contract;
import dev.steno.storage.tck.Given;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A search finds each message and each span once, and says where. For one thread, as JUnit runs it.
 */
public abstract class HitContract extends Contract {
  private static final Window DAY = new Window(NOW.minus(Duration.ofDays(1)), NOW);

  protected HitContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void finds_a_message_once_with_the_spans_that_it_occurs_in() {
    List<Message> history = List.of(Given.user("rare word"), Given.assistant("b"), Given.user("c"));
    Grouping conversation = Given.inConversation("c");
    append(
        Given.call(Given.generation(9, 1).grouping(conversation), Given.asked("rare word", "b")));
    append(
        Given.call(
            Given.generation(5, 1).grouping(conversation),
            Given.exchange(history, Given.assistant("d"))));

    Hit hit = only(hits("RARE"));

    assertThat(hit.role()).isEqualTo("user");
    assertThat(hit.message()).isNotNull();
    assertThat(hit.spans())
        .containsExactly(
            new Place(Given.traceId(5), Given.spanId(1)),
            new Place(Given.traceId(9), Given.spanId(1)));
    assertThat(hit.spanCount()).isEqualTo(2);
    assertThat(hit.time()).isEqualTo(NOW.minusSeconds(9));
  }

  @Test
  void finds_a_message_once_that_was_said_in_several_conversations() {
    for (int trace = 20; trace > 0; trace--) {
      append(Given.call(Given.generation(trace, 1), Given.asked("the same", "answer " + trace)));
    }

    Hit hit = only(hits("the same"));

    assertThat(hit.time()).isEqualTo(NOW.minusSeconds(1));
    assertThat(hit.spanCount()).isEqualTo(20);
    assertThat(hit.spans()).hasSize(SearchPage.MAX_SPANS);
    assertThat(hit.spans().get(0).trace()).isEqualTo(Given.traceId(1));
  }

  @ParameterizedTest
  @CsvSource({
    "name, name, ''",
    "message, status_message, ''",
    "error, error_type, ''",
    "input, input, /question",
    "output, output, ''",
    "attribute, attributes, /a~1b/1",
    "key, attributes, /needle-key",
    "event, events, /0/attributes/text"
  })
  void finds_every_text_of_a_span_and_says_where(String where, String field, String path) {
    append(Given.part(spanWithNeedles()));

    Hit hit = only(hits("needle-" + where));

    int offset = where.equals("key") ? 0 : 2;
    assertThat(hit.match().field()).isEqualTo(field);
    assertThat(hit.match().path()).isEqualTo(path);
    assertThat(hit.match().offset()).isEqualTo(offset);
    assertThat(hit.match().snippet().substring(hit.match().from(), hit.match().to()))
        .isEqualTo("needle-" + where);
    assertThat(hit.spans()).containsExactly(new Place(Given.traceId(1), Given.spanId(1)));
    assertThat(hit.message()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "أين طلبي رقم ٤٥؟|طلبي|4",
        "我的包裹在哪里|包裹|2",
        "荷物はどこですか|どこ|3",
        "вопрос о ДОСТАВКЕ|доставке|9",
        "broken 🫖 and 👩‍💻 too|👩‍💻|14",
        "she said \"no\" twice|\"NO\"|9",
        "Straße ﬃ İstanbul|stanbul|10"
      })
  void finds_text_of_any_script(String said, String sought, int offset) {
    append(Given.call(Given.generation(1, 1), Given.asked(said, "ok")));

    Match match = only(hits(sought)).match();

    assertThat(match.offset()).isEqualTo(offset);
    assertThat(match.snippet().substring(match.from(), match.to())).isEqualToIgnoringCase(sought);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "\"text\"", "\\n", "{", "role", "nsecond", "null"})
  void finds_nothing_in_what_is_no_text(String sought) {
    append(
        Given.call(Given.generation(1, 1).input(JsonValue.NULL), Given.asked("a\nsecond", "ok")));

    assertThat(hits(sought)).isEmpty();
  }

  @Test
  void cuts_snippets_around_the_place() {
    String text = "x".repeat(5_000) + "needle" + "y".repeat(5_000);
    append(Given.call(Given.generation(1, 1), Given.asked(text, "ok")));

    Match match = only(hits("needle")).match();

    assertThat(match.offset()).isEqualTo(5_000);
    assertThat(match.snippet()).hasSizeLessThan(300).startsWith("x").endsWith("y");
  }

  @Test
  void pages_through_all_hits_latest_first_each_once() {
    List<SpanPart> parts = new ArrayList<>();
    for (int trace = 1; trace <= 23; trace++) {
      parts.add(
          Given.call(
              Given.generation(trace / 3 * 1_000 + 1, trace).name("word here"),
              Given.asked("a word " + trace % 7, "ok")));
    }
    append(parts);

    List<Hit> paged = new ArrayList<>();
    String cursor = null;
    do {
      SearchPage page = search("WORD", 4, cursor);
      paged.addAll(page.hits());
      cursor = page.next();
    } while (cursor != null);

    assertThat(paged).isEqualTo(search("word", 100, null).hits()).hasSize(30);
    assertThat(paged).isSortedAccordingTo((a, b) -> b.time().compareTo(a.time()));
  }

  @Test
  void finds_nothing_outside_the_window_or_the_project() {
    append(
        Given.call(Given.span("other", 1, 1), Given.asked("needle", "ok")),
        Given.call(Given.generation(100_000, 1), Given.asked("needle", "ok")),
        Given.part(Given.span(100_000, 2).name("needle")),
        Given.part(Given.span("other", 3, 2).name("needle")));

    assertThat(hits("needle")).isEmpty();
  }

  @Test
  void refuses_what_cannot_be_looked_for() {
    assertRefused(Kind.INVALID, () -> hits(""));
    assertRefused(Kind.INVALID, () -> hits("x".repeat(1_001)));
    assertRefused(Kind.INVALID, () -> search("x", 0, null));
    assertRefused(Kind.INVALID, () -> search("x", 1, "elsewhere"));
  }

  private static Span.Builder spanWithNeedles() {
    JsonArray nested = new JsonArray(List.of(JsonValue.of(1), JsonValue.of("a needle-attribute")));
    return Given.span(1, 1)
        .name("a needle-name")
        .statusMessage("a needle-message")
        .errorType("a needle-error")
        .input(object("question", JsonValue.of("a needle-input")))
        .output(JsonValue.of("a needle-output"))
        .attributes(new JsonObject(Map.of("a/b", nested, "needle-key", JsonValue.of(true))))
        .events(List.of(new SpanEvent("e", NOW, object("text", JsonValue.of("a needle-event")))));
  }

  private static Hit only(List<Hit> hits) {
    assertThat(hits).hasSize(1);
    return hits.get(0);
  }

  private List<Hit> hits(String text) {
    return search(text, 50, null).hits();
  }

  private SearchPage search(String text, int limit, @Nullable String cursor) {
    return storage.analysis().search(new SearchQuery("shop", text, DAY, limit, cursor));
  }

  private static JsonObject object(String name, JsonValue value) {
    return new JsonObject(Map.of(name, value));
  }
}
