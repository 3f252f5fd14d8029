// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
  private static final Instant NOON = Instant.parse("2026-03-13T12:00:00Z");
  private static final PriceTable TABLE =
      PriceTable.parse(
          """
          #version test 1
          P p
          M plain
          R input=2.5	output=10
          M cached
          R input=3	cache_read=0.3	cache_write=3.75	cache_write_1h=6	output=15	reasoning=20
          M dated
          R input=1
          R from=2026-03-13	input=2
          R from=2026-06-01	input=3
          M hourly
          R input=10
          R hours=22:00-06:00	input=5
          M tiered
          R input=1	output=10
          R above=200000	input=2	output=15
          R above=1000000	input=4	output=15
          M new
          R from=2026-03-13	input=2
          M asked
          R input=1	output=1	request=12000
          M embedding
          R input=0.02
          M heard
          R output=5
          """);
  private static final Prices PRICES = new Prices(null, () -> TABLE);

  @Test
  void multiplies_each_part_by_its_own_price() {
    Quote quote = quote("cached", NOON, new Usage(1_000L, 500L, 200L, 300L, 50L, JsonObject.EMPTY));

    assertThat(quote.amount()).isEqualByComparingTo("0.0094");
    assertThat(quote.table()).isEqualTo("test 1");
    assertThat(quote.reason()).isNull();
    assertThat(quote.lines())
        .extracting(Quote.Line::part, Quote.Line::tokens, line -> String.valueOf(line.perMillion()))
        .containsExactly(
            tuple(TokenPart.INPUT, 1_000L, "3"),
            tuple(TokenPart.CACHE_READ, 500L, "0.3"),
            tuple(TokenPart.CACHE_WRITE, 200L, "3.75"),
            tuple(TokenPart.OUTPUT, 300L, "15"),
            tuple(TokenPart.REASONING, 50L, "20"));
  }

  @Test
  void reading_again_costs_the_price_of_input_less_that_of_the_cache() {
    Quote quote = quote("cached", NOON, new Usage(1_000L, 0L, null, 1L, null, JsonObject.EMPTY));

    assertThat(quote.readAgain(1_000)).isEqualByComparingTo("0.0027");
  }

  @Test
  void reading_again_costs_what_writing_the_cache_anew_did() {
    Quote all = quote("cached", NOON, new Usage(5L, 0L, 1_200L, 1L, null, JsonObject.EMPTY));
    Quote some = quote("cached", NOON, new Usage(900L, 0L, 100L, 1L, null, JsonObject.EMPTY));
    JsonObject source = new JsonObject(Map.of("ephemeral_1h_input_tokens", JsonValue.of(400)));
    Quote hour = quote("cached", NOON, new Usage(5L, 0L, 1_200L, 1L, null, source));

    assertThat(all.readAgain(1_000)).isEqualByComparingTo("0.00345");
    assertThat(some.readAgain(1_000)).isEqualByComparingTo("0.002775");
    assertThat(hour.readAgain(1_000)).isEqualByComparingTo("0.00435");
  }

  @Test
  void nobody_knows_what_reading_again_costs_without_the_price_of_the_cache() {
    Quote quote = quote("plain", NOON, new Usage(1_000L, 0L, null, 1L, null, JsonObject.EMPTY));

    assertThat(quote.readAgain(1_000)).isNull();
  }

  @Test
  void bills_a_part_without_a_price_as_the_more_general_part() {
    Quote quote = quote("plain", NOON, new Usage(0L, 400L, 200L, 0L, 100L, JsonObject.EMPTY));

    assertThat(quote.lines())
        .extracting(Quote.Line::part, Quote.Line::billedAs)
        .contains(
            tuple(TokenPart.CACHE_READ, TokenPart.INPUT),
            tuple(TokenPart.CACHE_WRITE, TokenPart.INPUT),
            tuple(TokenPart.REASONING, TokenPart.OUTPUT));
    assertThat(quote.amount()).isEqualByComparingTo("0.0025");
  }

  @Test
  void tells_what_was_written_for_an_hour_where_the_source_does() {
    JsonObject source =
        new JsonObject(
            Map.of(
                "cache_creation",
                new JsonObject(Map.of("ephemeral_1h_input_tokens", JsonValue.of(150)))));
    Quote quote = quote("cached", NOON, new Usage(null, null, 200L, null, null, source));

    assertThat(quote.lines())
        .extracting(Quote.Line::part, Quote.Line::tokens)
        .containsExactly(tuple(TokenPart.CACHE_WRITE, 50L), tuple(TokenPart.CACHE_WRITE_1H, 150L));
    assertThat(quote.amount()).isEqualByComparingTo("0.0010875");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-01T00:00:00Z, 1",
    "2026-03-12T23:59:59.999999999Z, 1",
    "2026-03-13T00:00:00Z, 2",
    "2026-05-31T23:59:59Z, 2",
    "2026-06-01T00:00:00Z, 3",
    "2030-01-01T00:00:00Z, 3",
  })
  void takes_the_prices_of_the_day(Instant time, String usd) {
    assertThat(quote("dated", time, input(1_000_000)).amount()).isEqualByComparingTo(usd);
  }

  @ParameterizedTest
  @CsvSource({"21:59:59, 10", "22:00:00, 5", "00:00:00, 5", "05:59:59, 5", "06:00:00, 10"})
  void takes_the_prices_of_the_hour(String time, String usd) {
    Instant at = Instant.parse("2026-03-13T" + time + "Z");

    assertThat(quote("hourly", at, input(1_000_000)).amount()).isEqualByComparingTo(usd);
  }

  @ParameterizedTest
  @CsvSource({"200000, 0.2, 0", "200001, 0.400002, 200000", "1000001, 4.000004, 1000000"})
  void takes_the_tier_by_the_whole_prompt(long tokens, String usd, long above) {
    Quote quote = quote("tiered", NOON, input(tokens));

    assertThat(quote.amount()).isEqualByComparingTo(usd);
    assertThat(quote.found()).extracting(Quote.Found::above).isEqualTo(above);
  }

  @Test
  void counts_what_was_cached_as_part_of_the_prompt() {
    Usage usage = new Usage(1L, 150_000L, 50_000L, 1_000_000L, null, JsonObject.EMPTY);

    assertThat(quote("tiered", NOON, usage).amount()).isEqualByComparingTo("15.400002");
  }

  @Test
  void charges_for_the_call_itself_where_the_provider_does() {
    assertThat(quote("asked", NOON, input(1_000)).amount()).isEqualByComparingTo("0.013");
  }

  @Test
  void has_no_price_before_the_first_day_of_one() {
    Quote quote = quote("new", Instant.parse("2026-03-12T23:00:00Z"), input(1));

    assertThat(quote.amount()).isNull();
    assertThat(quote.reason()).contains("no price of new for 2026-03-12");
  }

  @Test
  void knows_no_amount_if_any_token_has_no_price() {
    Quote quote = quote("heard", NOON, new Usage(10L, null, null, 5L, null, JsonObject.EMPTY));

    assertThat(quote.amount()).isNull();
    assertThat(quote.reason()).isEqualTo("The table has no price of input for this model.");
    assertThat(quote.lines()).hasSize(2);
  }

  @Test
  void needs_no_price_for_no_tokens() {
    Quote quote = quote("embedding", NOON, new Usage(50L, null, null, 0L, null, JsonObject.EMPTY));

    assertThat(quote.amount()).isEqualByComparingTo("0.000001");
  }

  @Test
  void says_why_there_is_no_amount() {
    assertThat(quote("nobody", NOON, input(1)).reason())
        .isEqualTo("The table knows no model 'nobody' of provider 'p'.");
    assertThat(quote("plain", NOON, null).reason()).isEqualTo("No tokens were reported.");
    assertThat(quote("plain", NOON, Usage.UNKNOWN).reason()).isEqualTo("No tokens were reported.");
    assertThat(PRICES.quote(new Call("p", null, NOON, input(1))).reason())
        .isEqualTo("The call names no model.");
  }

  @Test
  void reads_the_table_when_it_is_needed_and_once() {
    AtomicInteger reads = new AtomicInteger();
    Prices prices =
        new Prices(
            null,
            () -> {
              reads.incrementAndGet();
              return TABLE;
            });
    assertThat(reads).hasValue(0);

    for (int i = 0; i < 10_000; i++) {
      prices.quote(new Call("p", "model " + i, NOON, input(1)));
    }

    assertThat(reads).hasValue(1);
    assertThat(prices.quote(new Call("p", "plain", NOON, input(1))).amount()).isNotNull();
  }

  @Test
  void loses_no_span_for_a_table_that_was_edited_badly() {
    PriceTable broken = PriceTable.parse("#version broken 1\nP p\nM plain\nR input=cheap\n");
    Quote quote = new Prices(null, () -> broken).quote(new Call("p", "plain", NOON, input(1)));

    assertThat(quote.amount()).isNull();
    assertThat(quote.reason()).startsWith("The table cannot be read: line 4:");
  }

  private static Quote quote(String model, Instant time, @Nullable Usage usage) {
    return PRICES.quote(new Call("p", model, time, usage));
  }

  private static Usage input(long tokens) {
    return new Usage(tokens, null, null, null, null, JsonObject.EMPTY);
  }
}
