// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.Filter.And;
import dev.steno.storage.query.Filter.Field;
import dev.steno.storage.query.Filter.Lasted;
import dev.steno.storage.query.Filter.Matches;
import dev.steno.storage.query.Filter.Not;
import dev.steno.storage.query.Filter.Or;
import dev.steno.storage.query.Filter.Started;
import dev.steno.storage.query.Filter.StatusIs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each filter finds the traces that meet it and no others. */
abstract class FilterContract extends Contract {

  FilterContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @ParameterizedTest
  @EnumSource(SpanStatus.class)
  void finds_by_the_status_of_the_trace(SpanStatus status) {
    appendOneOfEachStatus();

    assertThat(found(new StatusIs(status))).containsExactly(status.ordinal() + 1);
    assertThat(found(new Not(new StatusIs(status))))
        .hasSize(4)
        .doesNotContain(status.ordinal() + 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Field.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PROJECT", "TRACE", "SPAN", "TYPE", "METADATA"})
  void finds_by_a_field_of_any_span(Field field) {
    append(
        Given.part(Given.span(1, 1)),
        Given.part(spanWith(field, 1, 2, "Value-One")),
        Given.part(spanWith(field, 2, 1, "value-two")),
        Given.part(Given.span(3, 1).name("")));

    assertThat(found(new Matches(field, "value-one"))).containsExactly(1);
    assertThat(found(new Matches(field, "VALUE-*"))).containsExactly(1, 2);
    assertThat(found(new Not(new Matches(field, "value-*")))).containsExactly(3);
    assertThat(found(new Matches(field, "value"))).isEmpty();
  }

  @Test
  void finds_by_the_project_within_the_project() {
    append(Given.part(Given.span(1, 1)), Given.part(Given.span("other", 2, 1)));

    assertThat(found(new Matches(Field.PROJECT, "sh*"))).containsExactly(1);
    assertThat(found(new Matches(Field.PROJECT, "other"))).isEmpty();
  }

  @Test
  void finds_by_the_type_of_any_span() {
    append(Given.part(Given.span(1, 1)), Given.part(Given.generation(2, 1)));

    assertThat(found(new Matches(Field.TYPE, "generation"))).containsExactly(2);
    assertThat(found(new Matches(Field.TYPE, "S*"))).containsExactly(1);
  }

  @Test
  void finds_by_the_model_asked_for_and_by_the_one_that_answered() {
    append(
        Given.part(
            Given.generation(1, 1)
                .generation(
                    Generation.builder().requestModel("asked").responseModel("answered").build())));

    assertThat(found(new Matches(Field.MODEL, "asked"))).containsExactly(1);
    assertThat(found(new Matches(Field.MODEL, "answered"))).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "snake_case snake_case true",
        "snakeXcase snake_case false",
        "100% 100% true",
        "1000 100% false",
        "a*c a*c true",
        "abc a*c true",
        "ac a*c true",
        "abd a*c false",
        "abcabd *ab*d true",
        "aaaaaaaaaaaaaaaaaaaab *a*a*a*a*c false",
        "x * true",
        "[ab] [ab] true",
        "a [ab] false",
        "x? x? true",
        "xy x? false",
        "it's it's true",
        "back\\slash back\\slash true",
        "a\\b a\\* true",
        "a\\%b a\\%b true",
        "ÄÖÜ äöü true",
        "ПРИВЕТ при* true",
        "мир МИР true",
        "日本語モデル 日本* true"
      })
  void takes_only_the_star_as_a_wildcard(String name, String glob, boolean matches) {
    append(Given.part(Given.span(1, 1).name(name)));

    assertThat(found(new Matches(Field.NAME, glob))).hasSize(matches ? 1 : 0);
  }

  @Test
  void lets_the_star_stand_for_lines_too() {
    append(Given.part(Given.span(1, 1).name("first\nsecond\nthird")));

    assertThat(found(new Matches(Field.NAME, "first*third"))).containsExactly(1);
  }

  @Test
  void finds_by_the_time_of_the_start_from_the_first_instant_to_before_the_last() {
    for (int trace = 1; trace <= 4; trace++) {
      append(Given.part(Given.span(trace, 1).start(NOW.plusNanos(trace)).end(NOW.plusSeconds(60))));
    }

    assertThat(found(new Started(NOW.plusNanos(2), NOW.plusNanos(4)))).containsExactly(3, 2);
    assertThat(found(new Started(null, NOW.plusNanos(2)))).containsExactly(1);
    assertThat(found(new Started(NOW.plusNanos(4), null))).containsExactly(4);
    assertThat(found(new Started(null, null))).hasSize(4);
  }

  @Test
  void finds_by_how_long_the_trace_took_from_first_start_to_last_end() {
    append(
        Given.part(Given.span(1, 1).end(NOW.plusSeconds(1))),
        Given.part(Given.span(1, 2).start(NOW.minusSeconds(3)).end(NOW)),
        Given.part(Given.span(2, 1).start(NOW).end(NOW.plusSeconds(4).minusNanos(1))),
        Given.part(Given.span(3, 1).start(NOW).end(null)));

    assertThat(found(new Lasted(true, Duration.ofSeconds(4)))).containsExactly(1);
    assertThat(found(new Lasted(false, Duration.ofSeconds(4)))).containsExactly(2);
  }

  @Test
  void joins_conditions() {
    append(
        Given.part(Given.span(1, 1).name("a").agent("x")),
        Given.part(Given.span(2, 1).name("a").agent("y")),
        Given.part(Given.span(3, 1).name("b").agent("x")));
    Filter a = new Matches(Field.NAME, "a");
    Filter x = new Matches(Field.AGENT, "x");

    assertThat(found(new And(List.of(a, x)))).containsExactly(1);
    assertThat(found(new Or(List.of(a, x)))).containsExactly(1, 2, 3);
    assertThat(found(new Not(new Or(List.of(a, new Not(x)))))).containsExactly(3);
    assertThat(found(new And(List.of()))).containsExactly(1, 2, 3);
    assertThat(found(new Or(List.of()))).isEmpty();
    assertThat(found(new Not(new And(List.of())))).isEmpty();
  }

  @Test
  void lets_two_conditions_be_met_by_two_spans() {
    append(
        Given.part(Given.span(1, 1).name("a").agent("x")),
        Given.part(Given.span(1, 2).name("b").agent("y")));

    assertThat(found(new And(List.of(new Matches(Field.NAME, "a"), new Matches(Field.AGENT, "y")))))
        .containsExactly(1);
  }

  @Test
  void finds_by_what_only_an_earlier_or_later_part_knows() {
    append(
        Given.part(
            SpanPart.Kind.START, 0, NOW, Given.bare("shop", 1, 1).agent("early").start(NOW), null));
    append(Given.part(Given.span(1, 1).agent(null)));
    append(
        Given.part(
            SpanPart.Kind.CONTENT,
            1,
            NOW.plusSeconds(9),
            Given.bare("shop", 1, 1).grouping(Given.inConversation("late")),
            null));

    assertThat(found(new Matches(Field.AGENT, "early"))).containsExactly(1);
    assertThat(found(new Matches(Field.CONVERSATION, "late"))).containsExactly(1);
    assertThat(found(new Matches(Field.NAME, "step 1"))).containsExactly(1);
  }

  @Test
  void finds_by_any_of_several_tags() {
    append(
        Given.part(Given.span(1, 1).attributes(tagged("beta", "Über uns", "a*b"))),
        Given.part(Given.span(2, 1).attributes(tagged("betatest"))),
        Given.part(Given.span(3, 1).attributes(said("steno.release", "beta"))));

    assertThat(found(new Matches(Field.TAG, "beta"))).containsExactly(1);
    assertThat(found(new Matches(Field.TAG, "BETA*"))).containsExactly(1, 2);
    assertThat(found(new Matches(Field.TAG, "über uns"))).containsExactly(1);
    assertThat(found(new Matches(Field.TAG, "a_b"))).isEmpty();
    assertThat(found(new Matches(Field.TAG, "beta*über*"))).isEmpty();
    assertThat(found(new Not(new Matches(Field.TAG, "beta")))).containsExactly(2, 3);
    assertThat(found(new Not(new Matches(Field.TAG, "*")))).containsExactly(3);
  }

  @Test
  void finds_a_prompt_by_its_name_and_by_name_and_version() {
    append(
        Given.part(Given.span(1, 1).attributes(prompt("greeting", "3"))),
        Given.part(Given.span(2, 1).attributes(prompt("greeting", "31"))),
        Given.part(Given.span(3, 1).attributes(said("gen_ai.prompt.name", "greetings"))));

    assertThat(found(new Matches(Field.PROMPT, "greeting"))).containsExactly(1, 2);
    assertThat(found(new Matches(Field.PROMPT, "greeting@3"))).containsExactly(1);
    assertThat(found(new Matches(Field.PROMPT, "greeting@3*"))).containsExactly(1, 2);
    assertThat(found(new Matches(Field.PROMPT, "*s"))).containsExactly(3);
    assertThat(found(new Matches(Field.PROMPT, "3"))).isEmpty();
  }

  @Test
  void finds_by_metadata_with_its_key() {
    append(
        Given.part(Given.span(1, 1).attributes(said("steno.metadata.customer", "Acme, Inc."))),
        Given.part(Given.span(2, 1).attributes(said("steno.metadata.city", "acme, inc."))),
        Given.part(
            Given.span(3, 1)
                .attributes(new JsonObject(Map.of("steno.metadata.seats", JsonValue.of(12))))));

    assertThat(found(new Matches(Field.METADATA, "customer:acme, inc."))).containsExactly(1);
    assertThat(found(new Matches(Field.METADATA, "*:acme*"))).containsExactly(1, 2);
    assertThat(found(new Matches(Field.METADATA, "seats:12"))).containsExactly(3);
    assertThat(found(new Matches(Field.METADATA, "customer:acme"))).isEmpty();
    assertThat(found(new Matches(Field.METADATA, "custome_:*"))).isEmpty();
  }

  @Test
  void finds_by_the_labels_of_a_span_in_several_parts() {
    append(
        Given.part(
            SpanPart.Kind.START,
            0,
            NOW,
            Given.bare("shop", 1, 1).attributes(tagged("early")),
            null),
        Given.part(Given.span(2, 1).attributes(tagged("early"))));
    append(Given.part(Given.span(1, 1).attributes(prompt("greeting", "3"))));
    append(
        Given.part(
            SpanPart.Kind.CONTENT,
            1,
            NOW.plusSeconds(9),
            Given.bare("shop", 2, 1).attributes(tagged("late", "later")),
            null));

    assertThat(found(new Matches(Field.TAG, "early"))).containsExactly(1);
    assertThat(found(new Matches(Field.TAG, "lat*"))).containsExactly(2);
    assertThat(found(new Matches(Field.PROMPT, "greeting@3"))).containsExactly(1);
  }

  @Test
  void takes_the_version_of_the_service_for_the_release_where_none_is_told() {
    Origin origin = new Origin(said("service.version", "1.4.0"), null, null);
    append(
        Given.part(Given.span(1, 1).origin(origin)),
        Given.part(Given.span(2, 1).origin(origin).attributes(said("steno.release", "web-9"))));

    assertThat(found(new Matches(Field.RELEASE, "1.4.*"))).containsExactly(1);
    assertThat(found(new Matches(Field.RELEASE, "web-9"))).containsExactly(2);
  }

  @Test
  void takes_no_label_that_is_too_long_or_no_text() {
    append(
        Given.part(Given.span(1, 1).attributes(tagged("x".repeat(1_001), "\ud83d", ""))),
        Given.part(Given.span(2, 1).attributes(tagged("x".repeat(1_000)))));

    assertThat(found(new Matches(Field.TAG, "*"))).containsExactly(2);
  }

  private static JsonObject prompt(String name, String version) {
    return new JsonObject(
        Map.of(
            "gen_ai.prompt.name",
            JsonValue.of(name),
            "gen_ai.prompt.version",
            JsonValue.of(version)));
  }

  private void appendOneOfEachStatus() {
    for (SpanStatus status : SpanStatus.values()) {
      int trace = status.ordinal() + 1;
      switch (status) {
        case RUNNING -> append(Given.part(Given.span(trace, 1).end(null)));
        case UNFINISHED ->
            append(Given.part(Given.span(trace, 1).end(null).start(NOW.minusSeconds(7200))));
        default -> append(Given.part(Given.span(trace, 1).status(status)));
      }
    }
  }

  private static Span.Builder spanWith(Field field, int trace, int span, String value) {
    Span.Builder builder = Given.span(trace, span);
    return switch (field) {
      case PROJECT, TRACE, SPAN ->
          throw new IllegalArgumentException(field.name().toLowerCase(Locale.ROOT));
      case MODEL -> builder.generation(Generation.builder().requestModel(value).build());
      case NAME -> builder.name(value);
      case CONVERSATION -> builder.grouping(new Grouping(value, null, null, null, null));
      case SESSION -> builder.grouping(new Grouping(null, value, null, null, null));
      case USER -> builder.grouping(new Grouping(null, null, value, null, null));
      case ENVIRONMENT -> builder.grouping(new Grouping(null, null, null, null, value));
      case CHANNEL -> builder.grouping(new Grouping(null, null, null, value, null));
      case PROVIDER -> builder.generation(Generation.builder().provider(value).build());
      case TYPE -> throw new IllegalArgumentException("a type has no value of one's own");
      case ERROR -> builder.errorType(value);
      case AGENT -> builder.agent(value);
      case TAG -> builder.attributes(tagged(value));
      case RELEASE -> builder.attributes(said("steno.release", value));
      case PROMPT -> builder.attributes(said("gen_ai.prompt.name", value));
      case METADATA -> throw new IllegalArgumentException("metadata has a key too");
      case TOOL -> builder.type(SpanType.TOOL).tool(new ToolUse(value, null, null, null));
    };
  }

  private static JsonObject tagged(String... tags) {
    List<JsonValue> list = Stream.of(tags).map(JsonValue::of).toList();
    return new JsonObject(Map.of("steno.tags", new JsonArray(list)));
  }

  private static JsonObject said(String name, String value) {
    return new JsonObject(Map.of(name, JsonValue.of(value)));
  }

  private List<Integer> found(Filter filter) {
    return storage.traces().list(new TraceQuery(Given.PROJECT, filter, 100, null)).items().stream()
        .map(summary -> (int) summary.traceId().low())
        .toList();
  }
}
