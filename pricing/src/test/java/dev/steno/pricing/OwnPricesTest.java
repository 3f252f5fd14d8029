// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnPricesTest {
  private static final PriceTable TABLE =
      PriceTable.parse("#version table 1\nP openai\nM gpt-4o\nR input=2.5\toutput=10\n");

  @Test
  void go_before_the_table() {
    Prices prices = prices(entry("provider", "openai", "model", "gpt-4o", "input", 2, "output", 8));

    Quote quote = quote(prices, "openai", "gpt-4o", 1_000_000);

    assertThat(quote.amount()).isEqualByComparingTo("2");
    assertThat(quote.table()).isEqualTo("own 1");
    assertThat(prices.version()).isEqualTo("own 1, table 1");
  }

  @Test
  void leave_the_other_models_to_the_table() {
    Prices prices = prices(entry("model", "house-model", "input", 1));

    assertThat(quote(prices, "openai", "gpt-4o", 1_000_000).table()).isEqualTo("table 1");
    assertThat(quote(prices, "anyone", "house-model", 1_000_000).amount())
        .isEqualByComparingTo("1");
  }

  @Test
  void prefer_the_exact_name_and_then_the_provider() {
    Prices prices =
        prices(
            entry("model", "house-*", "input", 1),
            entry("model", "house-large", "input", 2),
            entry("provider", "azure", "model", "house-large", "input", 3));

    assertThat(quote(prices, "x", "house-small", 1_000_000).amount()).isEqualByComparingTo("1");
    assertThat(quote(prices, "x", "House-Large", 1_000_000).amount()).isEqualByComparingTo("2");
    assertThat(quote(prices, "azure", "house-large", 1_000_000).amount()).isEqualByComparingTo("3");
    assertThat(quote(prices, null, "house-large", 1_000_000).amount()).isEqualByComparingTo("2");
  }

  @Test
  void have_days_and_tiers() {
    Prices prices =
        prices(
            entry("model", "m", "input", 1, "output", 7),
            entry("model", "m", "above", 1_000, "input", 2),
            entry("model", "m", "from", "2026-06-01", "input", 3));

    assertThat(quote(prices, null, "m", 1_000).amount()).isEqualByComparingTo("0.001");
    assertThat(quote(prices, null, "m", 1_001).amount()).isEqualByComparingTo("0.002002");
    assertThat(
            prices
                .quote(new Call(null, "m", Instant.parse("2026-06-01T00:00:00Z"), input(1_000_000)))
                .amount())
        .isEqualByComparingTo("3");
  }

  @Test
  void say_what_is_wrong_with_an_entry() {
    assertRefused("prices: no object", JsonValue.of("x"));
    assertRefused("prices: no array", JsonObject.EMPTY);
    assertRefused("prices, entry 1: no object", file(JsonValue.of(1)));
    assertRefused("prices, entry 1: no price", file(entry("model", "m")));
    assertRefused("prices, entry 1, model: none", file(entry("input", 1)));
    assertRefused(
        "prices, entry 1, model: 3 (expected: a string)", file(entry("model", 3, "input", 1)));
    assertRefused("prices, entry 1: colour", file(entry("model", "m", "colour", 1)));
    assertRefused("prices, entry 1, input: \"1\"", file(entry("model", "m", "input", "1")));
    assertRefused("prices, entry 1, input: -1", file(entry("model", "m", "input", -1)));
    assertRefused(
        "prices, entry 1, from: soon", file(entry("model", "m", "from", "soon", "input", 1)));
    assertRefused(
        "prices, entry 2: m once more",
        file(entry("model", "m", "input", 1), entry("model", "m", "output", 1)));
    assertRefused(
        "prices, entry 1: m above -5", file(entry("model", "m", "above", -5, "input", 1)));
  }

  private static void assertRefused(String complaint, JsonValue json) {
    assertThatThrownBy(() -> OwnPrices.parse(json, "own 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(complaint)
        .hasMessageContaining("(expected: ");
  }

  private static Quote quote(Prices prices, @Nullable String provider, String model, long tokens) {
    return prices.quote(
        new Call(provider, model, Instant.parse("2026-03-13T12:00:00Z"), input(tokens)));
  }

  private static Usage input(long tokens) {
    return new Usage(tokens, null, null, null, null, JsonObject.EMPTY);
  }

  private static Prices prices(JsonValue... entries) {
    return new Prices(OwnPrices.parse(file(entries), "own 1"), () -> TABLE);
  }

  private static JsonObject file(JsonValue... entries) {
    return new JsonObject(Map.of("prices", new JsonArray(List.of(entries))));
  }

  private static JsonObject entry(Object... members) {
    Map<String, JsonValue> all = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      Object value = members[i + 1];
      all.put(
          String.valueOf(members[i]),
          value instanceof Integer number
              ? new JsonNumber(number.toString())
              : JsonValue.of(String.valueOf(value)));
    }
    return new JsonObject(all);
  }
}
