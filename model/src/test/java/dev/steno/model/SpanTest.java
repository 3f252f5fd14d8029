// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
  private static final Instant NOW = Instant.parse("2026-11-04T12:00:00Z");

  @Test
  void revising_is_associative() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 3000; i++) {
      Span a = random(random);
      Span b = random(random);
      Span c = random(random);

      assertThat(a.revisedBy(b).revisedBy(c)).isEqualTo(a.revisedBy(b.revisedBy(c)));
    }
  }

  @Test
  void a_span_of_which_nothing_is_known_revises_nothing() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 300; i++) {
      Span span = random(random);

      assertThat(span.revisedBy(blank().build())).isEqualTo(span);
      assertThat(blank().build().revisedBy(span)).isEqualTo(span);
    }
  }

  @Test
  void later_fields_overrule_and_collections_add_up() {
    Span first =
        blank().name("a").agent("x").attributes(object("k", 1, "l", 1)).flags(Set.of("f")).build();
    Span later = blank().name("b").attributes(object("l", 2)).flags(Set.of("g")).build();

    Span both = first.revisedBy(later);

    assertThat(both.name()).isEqualTo("b");
    assertThat(both.agent()).isEqualTo("x");
    assertThat(both.attributes()).isEqualTo(object("k", 1, "l", 2));
    assertThat(both.flags()).containsExactlyInAnyOrder("f", "g");
  }

  @Test
  void a_builder_begun_with_a_span_makes_it_again() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      Span span = random(random);

      assertThat(span.toBuilder().build()).isEqualTo(span);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OK, PT-1M, PT0S, OK",
    "UNSET, PT-1M, PT0S, UNSET",
    ", PT-1M, PT0S, UNSET",
    "ERROR, PT-1M, PT0S, ERROR",
    "ERROR, PT-1M, , ERROR",
    ", PT-1M, , RUNNING",
    ", PT-59M-59.999999999S, , RUNNING",
    ", PT-1H, , UNFINISHED",
    ", PT1M, , RUNNING",
    "OK, PT-2H, , UNFINISHED",
    ", , , UNFINISHED",
    "OK, , PT0S, OK"
  })
  void status_is_derived_from_what_is_known(
      @Nullable SpanStatus stated,
      @Nullable Duration start,
      @Nullable Duration end,
      SpanStatus expected) {
    Span span =
        blank()
            .status(stated)
            .start(start == null ? null : NOW.plus(start))
            .end(end == null ? null : NOW.plus(end))
            .build();

    assertThat(span.statusAt(NOW)).isEqualTo(expected);
  }

  @Test
  void the_status_of_a_whole_is_the_one_that_says_more() {
    for (SpanStatus one : SpanStatus.values()) {
      for (SpanStatus other : SpanStatus.values()) {
        assertThat(one.and(other)).isEqualTo(other.and(one)).isIn(one, other);
      }
    }
    assertThat(SpanStatus.OK.and(SpanStatus.ERROR)).isEqualTo(SpanStatus.ERROR);
    assertThat(SpanStatus.RUNNING.and(SpanStatus.ERROR)).isEqualTo(SpanStatus.RUNNING);
    assertThat(SpanStatus.UNSET.and(SpanStatus.OK)).isEqualTo(SpanStatus.OK);
  }

  @Test
  void duration_is_unknown_while_an_end_is() {
    assertThat(blank().start(NOW).build().duration()).isEmpty();
    assertThat(blank().end(NOW).build().duration()).isEmpty();
    assertThat(blank().start(NOW).end(NOW.minusSeconds(1)).build().duration())
        .contains(Duration.ofSeconds(-1));
  }

  @Test
  void a_part_is_filed_by_its_start_else_its_end_else_its_arrival() {
    assertThat(part(blank().start(NOW).end(NOW.plusSeconds(1))).time()).isEqualTo(NOW);
    assertThat(part(blank().end(NOW.plusSeconds(1))).time()).isEqualTo(NOW.plusSeconds(1));
    assertThat(part(blank()).time()).isEqualTo(NOW.plusSeconds(9));
  }

  @Test
  void ids_are_read_in_either_case_and_refused_when_invalid() {
    assertThat(TraceId.of("0AF7651916CD43DD8448EB211C80319C"))
        .hasToString("0af7651916cd43dd8448eb211c80319c");
    assertThat(SpanId.of("B7AD6B7169203331")).hasToString("b7ad6b7169203331");
    assertThat(TraceId.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}).low())
        .isEqualTo(1);
    assertThat(SpanId.of(new byte[] {-1, 0, 0, 0, 0, 0, 0, 1}))
        .isGreaterThan(SpanId.of("7fffffffffffffff"));
    assertThatThrownBy(() -> TraceId.of("0".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpanId.of("0".repeat(16)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TraceId.of("xyz")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpanId.of("+123456789abcdef"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TraceId.of(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpanId.of(new byte[9])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void feedback_says_something() {
    assertThatThrownBy(() -> new Feedback.Verdict(null, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Feedback.Verdict(null, BigDecimal.ZERO, null, null, null).score()).isZero();
  }

  private static SpanPart part(Span.Builder span) {
    return new SpanPart(SpanPart.Kind.SPAN, 0, NOW.plusSeconds(9), span.build(), null);
  }

  private static Span.Builder blank() {
    return Span.builder("shop", new TraceId(1, 1), new SpanId(1));
  }

  /** A span of which each field is known by chance, and then one of two values. */
  private static Span random(SplittableRandom r) {
    Span.Builder span =
        blank()
            .parentId(maybe(r) ? new SpanId(1 + r.nextInt(2)) : null)
            .type(maybe(r) ? SpanType.values()[r.nextInt(2)] : null)
            .name(text(r))
            .kind(text(r))
            .status(maybe(r) ? SpanStatus.values()[r.nextInt(2)] : null)
            .statusMessage(text(r))
            .errorType(text(r))
            .start(maybe(r) ? NOW.plusSeconds(r.nextInt(2)) : null)
            .end(maybe(r) ? NOW.plusSeconds(r.nextInt(2)) : null)
            .input(maybe(r) ? JsonValue.of(r.nextInt(2)) : null)
            .output(maybe(r) ? JsonValue.of(r.nextInt(2)) : null)
            .agent(text(r));
    return rest(r, span).build();
  }

  private static Span.Builder rest(SplittableRandom r, Span.Builder span) {
    Generation generation =
        Generation.builder()
            .provider(text(r))
            .requestModel(text(r))
            .responseModel(text(r))
            .responseId(text(r))
            .parameters(maybe(r) ? object("p" + r.nextInt(2), r.nextInt(2)) : JsonObject.EMPTY)
            .finishReasons(maybe(r) ? List.of("stop") : List.of())
            .streaming(maybe(r) ? maybe(r) : null)
            .timeToFirstToken(maybe(r) ? Duration.ofMillis(r.nextInt(2)) : null)
            .usage(maybe(r) ? Usage.UNKNOWN : null)
            .cost(maybe(r) ? BigDecimal.valueOf(r.nextInt(2)) : null)
            .attempts(maybe(r) ? r.nextInt(2) : null)
            .build();
    return span.attributes(maybe(r) ? object("k" + r.nextInt(2), r.nextInt(2)) : JsonObject.EMPTY)
        .events(
            maybe(r)
                ? List.of(new SpanEvent("e" + r.nextInt(2), NOW, JsonObject.EMPTY))
                : List.of())
        .links(
            maybe(r)
                ? List.of(
                    new SpanLink(new TraceId(2, 2), new SpanId(1 + r.nextInt(2)), JsonObject.EMPTY))
                : List.of())
        .origin(maybe(r) ? new Origin(object("o", r.nextInt(2)), null, null) : Origin.UNKNOWN)
        .grouping(new Grouping(text(r), text(r), text(r), text(r), text(r)))
        .tool(maybe(r) ? new ToolUse(text(r), text(r), text(r), text(r)) : null)
        .generation(maybe(r) ? generation : null)
        .redacted(r.nextBoolean() ? Map.of() : Map.of("email", 1L + r.nextInt(3)))
        .dropped(new Dropped(r.nextInt(2), r.nextInt(2), r.nextInt(2), r.nextInt(2)))
        .flags(maybe(r) ? Set.of("f" + r.nextInt(2)) : Set.of());
  }

  private static boolean maybe(SplittableRandom random) {
    return random.nextBoolean();
  }

  private static @Nullable String text(SplittableRandom random) {
    return maybe(random) ? "t" + random.nextInt(2) : null;
  }

  private static JsonObject object(Object... namesAndNumbers) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      members.put((String) namesAndNumbers[i], JsonValue.of((int) namesAndNumbers[i + 1]));
    }
    return new JsonObject(members);
  }
}
