// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.model.SpanStatus;
import dev.steno.storage.StorageException;
import dev.steno.storage.query.Filter.And;
import dev.steno.storage.query.Filter.Comparison;
import dev.steno.storage.query.Filter.Contains;
import dev.steno.storage.query.Filter.Field;
import dev.steno.storage.query.Filter.Judged;
import dev.steno.storage.query.Filter.Lasted;
import dev.steno.storage.query.Filter.Matches;
import dev.steno.storage.query.Filter.Not;
import dev.steno.storage.query.Filter.Or;
import dev.steno.storage.query.Filter.Scored;
import dev.steno.storage.query.Filter.Started;
import dev.steno.storage.query.Filter.StatusIs;
import dev.steno.storage.query.Filter.Total;
import dev.steno.storage.query.Filter.Totals;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
  private static final Instant NOW = Instant.parse("2026-11-04T12:00:00Z");
  private static final Map<String, Filter> EXAMPLES = new LinkedHashMap<>();

  static {
    EXAMPLES.put("refund", new Contains("refund"));
    EXAMPLES.put("\"where is my order\"", new Contains("where is my order"));
    EXAMPLES.put("status:error", new StatusIs(SpanStatus.ERROR));
    EXAMPLES.put("model:gpt*", new Matches(Field.MODEL, "gpt*"));
    EXAMPLES.put("name:\"invoke_agent support\"", new Matches(Field.NAME, "invoke_agent support"));
    EXAMPLES.put(
        "tool:look_up_order status:ok",
        new And(List.of(new Matches(Field.TOOL, "look_up_order"), new StatusIs(SpanStatus.OK))));
    EXAMPLES.put("latency:>2s", new Lasted(true, Duration.ofSeconds(2, 1)));
    EXAMPLES.put("latency:<=1.5m", new Lasted(false, Duration.ofSeconds(90, 1)));
    EXAMPLES.put("tokens:>100000", totals(Total.TOKENS, Comparison.ABOVE, "100000"));
    EXAMPLES.put("cost:>=0.05", totals(Total.COST, Comparison.AT_LEAST, "0.05"));
    EXAMPLES.put("errors:<=2", totals(Total.ERRORS, Comparison.AT_MOST, "2"));
    EXAMPLES.put("feedback:negative", new Judged("negative"));
    EXAMPLES.put("feedback:<0.5", new Scored(Comparison.BELOW, new BigDecimal("0.5")));
    EXAMPLES.put("trace:4bf92f35*", new Matches(Field.TRACE, "4bf92f35*"));
    EXAMPLES.put("time:7d", started("2026-10-28T12:00:00Z", null));
    EXAMPLES.put("time:2026-11-01", started("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"));
    EXAMPLES.put("time:>2026-11-01", started("2026-11-02T00:00:00Z", null));
    EXAMPLES.put(
        "time:2026-11-01..2026-11-08", started("2026-11-01T00:00:00Z", "2026-11-09T00:00:00Z"));
    EXAMPLES.put("time:>=2026-11-01T08:30:00+01:00", started("2026-11-01T07:30:00Z", null));
    EXAMPLES.put(
        "tag:beta release:1.4*",
        new And(List.of(is(Field.TAG, "beta"), is(Field.RELEASE, "1.4*"))));
    EXAMPLES.put("prompt:greeting", is(Field.PROMPT, "greeting"));
    EXAMPLES.put("prompt:greeting@3", is(Field.PROMPT, "greeting@3"));
    EXAMPLES.put("metadata.customer:acme", is(Field.METADATA, "customer:acme"));
    EXAMPLES.put("-status:ok", new Not(new StatusIs(SpanStatus.OK)));
    EXAMPLES.put(
        "user:ada OR user:grace",
        new Or(List.of(new Matches(Field.USER, "ada"), new Matches(Field.USER, "grace"))));
    EXAMPLES.put(
        "(model:a* OR model:b*) -agent:support refund",
        new And(
            List.of(
                new Or(List.of(new Matches(Field.MODEL, "a*"), new Matches(Field.MODEL, "b*"))),
                new Not(new Matches(Field.AGENT, "support")),
                new Contains("refund"))));
  }

  @Test
  void every_example_of_the_manual_means_what_it_says() throws IOException {
    List<String> examples =
        Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:that|in which|with|of)")
            .matcher(Files.readString(Path.of("..", "docs", "query.md")))
            .results()
            .map(result -> result.group(1))
            .toList();

    assertThat(examples).containsExactlyElementsOf(EXAMPLES.keySet());
    EXAMPLES.forEach((query, filter) -> assertThat(parse(query)).as(query).isEqualTo(filter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n\u00a0\u3000"})
  void a_blank_query_finds_all(String query) {
    assertThat(parse(query)).isEqualTo(Filter.ALL);
  }

  @Test
  void and_binds_more_closely_than_or() {
    Filter expected =
        new Or(
            List.of(
                new And(List.of(word("a"), word("b"))), new And(List.of(word("c"), word("d")))));

    assertThat(parse("a b OR c AND d")).isEqualTo(expected);
    assertThat(parse("a AND b OR (c d)")).isEqualTo(expected);
  }

  @Test
  void not_is_written_in_two_ways_and_may_be_repeated() {
    assertThat(parse("NOT -a")).isEqualTo(new Not(new Not(word("a"))));
    assertThat(parse("-(a OR b)")).isEqualTo(new Not(new Or(List.of(word("a"), word("b")))));
    assertThat(parse("a-b")).isEqualTo(word("a-b"));
  }

  @Test
  void quotes_keep_what_else_would_mean_something() {
    assertThat(parse("\"OR\"")).isEqualTo(word("OR"));
    assertThat(parse("\"a:b (c) -d\"")).isEqualTo(word("a:b (c) -d"));
    assertThat(parse("\"say \\\"no\\\" \\\\ \\n\"")).isEqualTo(word("say \"no\" \\ \\n"));
    assertThat(parse("or and not"))
        .isEqualTo(new And(List.of(word("or"), word("and"), word("not"))));
  }

  @Test
  void values_go_on_to_the_next_space_or_parenthesis() {
    assertThat(parse("(name:a:b|c\"d)")).isEqualTo(new Matches(Field.NAME, "a:b|c\"d"));
    assertThat(parse("name:-x")).isEqualTo(new Matches(Field.NAME, "-x"));
  }

  @Test
  void metadata_is_found_by_key_and_value_whatever_stands_between_them() {
    assertThat(parse("metadata:customer:acme")).isEqualTo(is(Field.METADATA, "customer:acme"));
    assertThat(parse("metadata.a.b:\"x y:z\"")).isEqualTo(is(Field.METADATA, "a.b:x y:z"));
    assertThat(refusal("metadata.:x")).startsWith("query: metadata.:x at 1 (expected: one of");
    assertThat(refusal("metadata.a:")).startsWith("query: metadata.a: at 1 (expected: a value");
  }

  @ParameterizedTest
  @CsvSource({
    "latency:>2s, true, 2000000001",
    "latency:>=2s, true, 2000000000",
    "latency:<2s, false, 2000000000",
    "latency:<=500ms, false, 500000001",
    "latency:>=0.25ms, true, 250000",
    "latency:<3m, false, 180000000000",
    "latency:>=99999999.999999999m, true, 5999999999999999940"
  })
  void latency_is_read_to_the_nanosecond(String query, boolean atLeast, long nanos) {
    assertThat(parse(query)).isEqualTo(new Lasted(atLeast, Duration.ofNanos(nanos)));
  }

  @Test
  void times_are_days_or_instants() {
    assertThat(parse("time:<2026-11-01")).isEqualTo(started(null, "2026-11-01T00:00:00Z"));
    assertThat(parse("time:<=2026-11-01")).isEqualTo(started(null, "2026-11-02T00:00:00Z"));
    assertThat(parse("time:>=2026-11-01")).isEqualTo(started("2026-11-01T00:00:00Z", null));
    assertThat(parse("time:>2026-11-01T00:00:00Z"))
        .isEqualTo(started("2026-11-01T00:00:00.000000001Z", null));
    assertThat(parse("time:2026-11-01..")).isEqualTo(started("2026-11-01T00:00:00Z", null));
    assertThat(parse("time:..2026-11-01T10:00Z"))
        .isEqualTo(started(null, "2026-11-01T10:00:00.000000001Z"));
    assertThat(parse("time:90m")).isEqualTo(started("2026-11-04T10:30:00Z", null));
    assertThat(parse("time:2w")).isEqualTo(started("2026-10-21T12:00:00Z", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "colour:red|query: colour:red at 1 (expected: one of the keys agent, channel, conversation, cost, environment, error, errors, feedback, latency, metadata, model, name, project, prompt, provider, release, session, span, status, tag, text, time, tokens, tool, trace, type, user; quotes around a text)",
        "a http://x|query: http://x at 3 (expected: one of the keys",
        "status:bad|query: status:bad at 1 (expected: one of unset, ok, unfinished, error, running)",
        "a model:|query: model: at 3 (expected: a value right after the colon)",
        "name:\"\"|query: name:\"\" at 1 (expected: a value",
        "\"\"|query: \"\" at 1 (expected: a text between the quotes)",
        "a \"bc|query: \"bc at 3 (expected: a closing quote)",
        "\"a\"b|query: b at 4 (expected: a space after the closing quote)",
        "(a|query: ( at 1 (expected: a closing parenthesis after it)",
        "a)|query: ) at 2 (expected: a term or the end of the query)",
        "()|query: ) at 2 (expected: a term such as status:error or a word)",
        "a OR|query: the end at 5 (expected: a term",
        "OR a|query: OR at 1 (expected: a term",
        "a AND AND b|query: AND at 7 (expected: a term",
        "a - b|query: - at 3 (expected: a term right after it, or quotes around it)",
        "latency:2s|query: latency:2s at 1 (expected: latency:>2s,",
        "latency:>2|query: latency:>2 at 1",
        "latency:>2h|query: latency:>2h at 1",
        "latency:>999999999s|query: latency:>999999999s at 1",
        "time:yesterday|query: time:yesterday at 1 (expected: a day such as 2026-11-01,",
        "time:2026-02-30|query: time:2026-02-30 at 1 (expected: a day",
        "time:2026-11-01T10:00|query: time:2026-11-01T10:00 at 1 (expected: a day",
        "time:2026-11-02..2026-11-01|query: time:2026-11-02..2026-11-01 at 1 (expected: a range that ends after it begins)",
        "time:..|query: time:.. at 1 (expected: a time before or after the dots)",
        "time:9999-12-31|query: time:9999-12-31 at 1 (expected: a time from 1970 to 2261)",
        "time:>1969-12-31|query: time:>1969-12-31 at 1 (expected: a time from 1970 to 2261)",
        "time:+999999999-12-31|query: time:+999999999-12-31 at 1"
      })
  void a_query_that_cannot_be_read_is_refused_with_the_piece_and_its_place(
      String query, String message) {
    assertThat(refusal(query)).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tokens:5|query: tokens:5 at 1 (expected: tokens:>10000 or the like, with >, >=, < or <=",
        "tokens:>1.5|query: tokens:>1.5 at 1",
        "errors:many|query: errors:many at 1 (expected: errors:>2 or the like",
        "cost:>1e9|query: cost:>1e9 at 1 (expected: cost:>=0.05 or the like",
        "cost:>-1|query: cost:>-1 at 1",
        "feedback:>good|query: feedback:>good at 1 (expected: feedback:negative, feedback:<0.5"
      })
  void a_number_that_cannot_be_compared_is_refused_with_an_example(String query, String message) {
    assertThat(refusal(query)).startsWith(message);
  }

  @Test
  void queries_are_bounded() {
    assertThat(parse("a".repeat(4096))).isEqualTo(word("a".repeat(4096)));
    assertThat(refusal("a".repeat(4097)))
        .isEqualTo("query: 4097 characters (expected: at most 4096)");
    assertThat(parse("a ".repeat(64))).isInstanceOf(And.class);
    assertThat(refusal("a ".repeat(65))).contains("at 129 (expected: at most 64 terms)");
    assertThat(parse("(".repeat(32) + "a" + ")".repeat(32))).isEqualTo(word("a"));
    assertThat(refusal("(".repeat(33) + "a" + ")".repeat(33)))
        .contains("at 33 (expected: at most 32");
    assertThat(refusal("-".repeat(4095) + "a")).contains("at 33 (expected: at most 32");
  }

  @Test
  void a_long_piece_is_cut_but_never_through_a_character() {
    assertThat(refusal("x:" + "a".repeat(37) + "🫖".repeat(50)))
        .startsWith("query: x:" + "a".repeat(37) + "… at 1");
  }

  @Test
  void whatever_is_written_out_is_read_back() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 5000; i++) {
      Filter filter = QueryWriter.randomFilter(random, 4);

      assertThat(parse(QueryWriter.write(filter))).isEqualTo(filter);
    }
  }

  @Test
  void nothing_makes_it_fail_otherwise_than_by_a_refusal() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100_000; i++) {
      String query = QueryWriter.randomText(random);
      try {
        assertThat(parse(query)).isNotNull();
      } catch (StorageException refused) {
        assertThat(refused.kind()).isEqualTo(StorageException.Kind.INVALID);
        assertThat(refused.getMessage()).startsWith("query: ").hasSizeLessThan(400);
      }
    }
  }

  private static Filter parse(String query) {
    return FilterParser.parse(query, NOW);
  }

  private static String refusal(String query) {
    StorageException refused = catchThrowableOfType(StorageException.class, () -> parse(query));
    assertThat(refused).as(query).isNotNull();
    assertThat(refused.kind()).isEqualTo(StorageException.Kind.INVALID);
    return String.valueOf(refused.getMessage());
  }

  private static Filter is(Field field, String glob) {
    return new Matches(field, glob);
  }

  private static Filter word(String text) {
    return new Contains(text);
  }

  private static Filter totals(Total total, Comparison comparison, String bound) {
    return new Totals(total, comparison, new BigDecimal(bound));
  }

  private static Filter started(@Nullable String from, @Nullable String to) {
    return new Started(
        from == null ? null : Instant.parse(from), to == null ? null : Instant.parse(to));
  }
}
