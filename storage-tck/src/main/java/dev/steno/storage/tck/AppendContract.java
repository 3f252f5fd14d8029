// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanPart.Kind;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore.Appended;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Parts are kept once and assembled to the same span in whatever order they come. */
abstract class AppendContract extends Contract {

  AppendContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void counts_what_it_accepts() {
    Appended appended = append(Given.part(Given.span(1, 1)), Given.part(Given.span(2, 1)));

    assertThat(appended).isEqualTo(new Appended(2, 0));
  }

  @Test
  void accepts_nothing_without_complaint() {
    assertThat(append()).isEqualTo(new Appended(0, 0));
  }

  @Test
  void gives_a_span_back_as_it_was() {
    Span whole = Samples.wholeSpan();

    append(Given.part(whole.toBuilder()));

    assertThat(trace(whole.traceId()).spans()).containsExactly(whole);
  }

  @Test
  void drops_and_counts_a_part_that_comes_twice_in_one_batch() {
    SpanPart part = Given.part(Given.span(1, 1));

    assertThat(append(part, part)).isEqualTo(new Appended(1, 1));

    assertThat(trace(Given.traceId(1)).spans()).hasSize(1);
  }

  @Test
  void drops_and_counts_a_part_that_comes_again_in_a_later_batch() {
    SpanPart part = Given.part(Given.span(1, 1));
    SpanPart again = Given.part(Kind.SPAN, 0, NOW.plusSeconds(30), Given.span(1, 1), null);
    append(part);

    assertThat(append(again, Given.part(Given.span(1, 2)))).isEqualTo(new Appended(1, 1));

    assertThat(trace(Given.traceId(1)).spans()).hasSize(2);
  }

  @Test
  void tells_content_parts_apart_by_their_sequence() {
    List<SpanEvent> one = List.of(new SpanEvent("one", NOW, JsonObject.EMPTY));
    List<SpanEvent> two = List.of(new SpanEvent("two", NOW, JsonObject.EMPTY));
    append(Given.part(Given.span(1, 1)));

    Appended appended =
        append(
            Given.part(Kind.CONTENT, 7, NOW, Given.bare("shop", 1, 1).events(one), null),
            Given.part(
                Kind.CONTENT, 8, NOW.plusSeconds(1), Given.bare("shop", 1, 1).events(two), null),
            Given.part(
                Kind.CONTENT, 7, NOW.plusSeconds(2), Given.bare("shop", 1, 1).events(one), null));

    assertThat(appended).isEqualTo(new Appended(2, 1));
    assertThat(trace(Given.traceId(1)).spans().get(0).events())
        .extracting(SpanEvent::name)
        .containsExactly("one", "two");
  }

  @Test
  void assembles_the_same_span_from_every_order_in_one_batch() {
    for (int trace = 1; trace <= 6; trace++) {
      append(orders(trace).get(trace - 1));
    }

    assertAllSame();
  }

  @Test
  void assembles_the_same_span_from_every_order_in_batches_of_one() {
    for (int trace = 1; trace <= 6; trace++) {
      for (SpanPart part : orders(trace).get(trace - 1)) {
        append(part);
      }
    }

    assertAllSame();
  }

  @Test
  void assembles_the_same_span_when_the_batches_are_mixed() {
    for (int turn = 0; turn < 3; turn++) {
      List<SpanPart> batch = new ArrayList<>();
      for (int trace = 1; trace <= 6; trace++) {
        batch.add(orders(trace).get(trace - 1).get(turn));
      }
      append(batch);
    }

    assertAllSame();
  }

  private void assertAllSame() {
    TraceRecord first = trace(Given.traceId(1));
    assertThat(first.spans()).hasSize(1);
    for (int trace = 2; trace <= 6; trace++) {
      TraceRecord other = trace(Given.traceId(trace));
      assertThat(other.spans())
          .usingRecursiveComparison()
          .ignoringFields("traceId")
          .isEqualTo(first.spans());
      assertThat(other.commits()).isEqualTo(first.commits());
      assertThat(other.messages()).isEqualTo(first.messages());
    }
  }

  @Test
  void lets_later_kinds_overrule_earlier_ones_field_by_field() {
    append(orders(1).get(5));

    Span span = trace(Given.traceId(1)).spans().get(0);
    assertThat(span.name()).isEqualTo("ended");
    assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(span.attributes().members())
        .containsOnly(
            Map.entry("a", JsonValue.of("from start")),
            Map.entry("b", JsonValue.of("from span")),
            Map.entry("c", JsonValue.of("from content")));
    assertThat(span.end()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void shows_a_span_of_which_only_the_start_came() {
    append(orders(1).get(0).get(0));

    Span span = trace(Given.traceId(1)).spans().get(0);
    assertThat(span.name()).isEqualTo("begun");
    assertThat(span.end()).isNull();
  }

  @Test
  void keeps_two_projects_apart_that_use_the_same_trace_id() {
    append(
        Given.part(Given.span("one", 1, 1).name("of one")),
        Given.part(Given.span("two", 1, 1).name("of two")));

    assertThat(storage.traces().trace("one", Given.traceId(1)).orElseThrow().spans())
        .extracting(Span::name)
        .containsExactly("of one");
    assertThat(storage.traces().trace("two", Given.traceId(1)).orElseThrow().spans())
        .extracting(Span::name)
        .containsExactly("of two");
    assertThat(storage.traces().trace("three", Given.traceId(1))).isEmpty();
  }

  /** A span of three parts, in all six orders. */
  private static List<List<SpanPart>> orders(int trace) {
    SpanPart start = startOf(trace);
    SpanPart span = endOf(trace);
    SpanPart content = contentOf(trace);
    return List.of(
        List.of(start, span, content),
        List.of(start, content, span),
        List.of(span, start, content),
        List.of(span, content, start),
        List.of(content, start, span),
        List.of(content, span, start));
  }

  private static SpanPart startOf(int trace) {
    Span.Builder span =
        Given.bare("shop", trace, 1)
            .name("begun")
            .type(SpanType.GENERATION)
            .start(NOW)
            .attributes(object("a", "from start", "b", "from start"));
    return Given.part(Kind.START, 0, NOW.plusSeconds(1), span, null);
  }

  private static SpanPart endOf(int trace) {
    Span.Builder span =
        Given.bare("shop", trace, 1)
            .name("ended")
            .status(SpanStatus.ERROR)
            .start(NOW)
            .end(NOW.plusSeconds(5))
            .generation(Generation.builder().responseModel("example-small").build())
            .attributes(object("b", "from span", "c", "from span"));
    return Given.part(Kind.SPAN, 0, NOW.plusSeconds(6), span, Given.asked("early?", "early."));
  }

  private static SpanPart contentOf(int trace) {
    Span.Builder span =
        Given.bare("shop", trace, 1)
            .generation(Generation.builder().requestModel("example-large").build())
            .attributes(object("c", "from content"));
    Exchange late = new Exchange(null, null, List.of(Given.user("late?")), null);
    return Given.part(Kind.CONTENT, 41, NOW.plusSeconds(3), span, late);
  }

  private static JsonObject object(String... namesAndValues) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(namesAndValues[i], JsonValue.of(namesAndValues[i + 1]));
    }
    return new JsonObject(members);
  }
}
