// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceDataTest {

  @Test
  void becomes_lines() {
    SourceData.Converted converted = SourceData.convert(twoProviders(), "source 7");

    assertThat(converted.text().lines().filter(line -> !line.startsWith("# ")))
        .containsExactly(
            "#version source 7",
            "P deep",
            "N ~deep",
            "W ^deep",
            "F other",
            "M Deep-1\t=deep-1-latest",
            "R input=1\tcache_read=1\toutput=0.18\trequest=12000",
            "R above=200000\tinput=2\tcache_read=1\toutput=0.18\trequest=12000",
            "R above=300000\tinput=2\tcache_read=3\toutput=0.18\trequest=12000",
            "P other");
    assertThat(converted.text()).contains("Licence: MIT", "Source: genai-prices");
    assertThat(converted.leftOut()).isEqualTo(1);
    assertThat(converted.table().models()).isEqualTo(1);
  }

  @Test
  void keeps_days_and_hours_and_nested_clauses() {
    JsonObject match =
        object(
            "and",
            array(
                object("starts_with", "a"),
                object("or", array(object("ends_with", "b"), object("regex", "c|d")))));
    JsonValue prices =
        array(
            object("prices", object("input_mtok", number("1"))),
            object(
                "constraint", object("start_date", "2026-03-13"),
                "prices", object("input_mtok", number("2"))),
            object(
                "constraint", object("start_time", "00:30:00Z", "end_time", "16:30:00+00:00"),
                "prices", object("input_mtok", number("3"))));

    SourceData.Converted converted =
        SourceData.convert(
            array(
                object(
                    "id",
                    "p",
                    "models",
                    array(object("id", "m", "match", match, "prices", prices)))),
            "source 7");

    assertThat(converted.text())
        .contains(
            "M m\t^a & $b\t^a & /c|d\nR input=1\nR from=2026-03-13\tinput=2\n"
                + "R hours=00:30-16:30\tinput=3\n");
  }

  @Test
  void counts_models_without_a_price_of_tokens() {
    JsonValue data =
        array(
            object(
                "id",
                "p",
                "models",
                array(
                    object(
                        "id", "speech",
                        "match", clause("speech"),
                        "prices", object("audio_hours", number("1"))))));

    SourceData.Converted converted = SourceData.convert(data, "source 7");

    assertThat(converted.withoutPrice()).isEqualTo(1);
    assertThat(converted.table().models()).isZero();
  }

  @Test
  void refuses_another_form_with_the_place() {
    assertRefused("providers: no array", JsonObject.EMPTY);
    assertRefused("providers: none", array());
    assertRefused("provider 1: no object", array(JsonValue.of("x")));
    assertRefused("provider 1, id: none", array(JsonObject.EMPTY));
    assertRefused("p, models: no array", array(object("id", "p")));
    assertRefused("p, model m, match: no clause", model(object("equals", "a", "or", array())));
    assertRefused("p, model m, match, like: \"a\"", model(object("like", "a")));
    assertRefused("p, model m, match: 40000", model(many(), object("and", array(many(), many()))));
  }

  private static JsonValue twoProviders() {
    return array(
        object(
            "id", "deep",
            "name", "Deep",
            "model_match", object("starts_with", "deep"),
            "provider_match", object("or", array(object("contains", "deep"))),
            "fallback_model_providers", array("other"),
            "models",
                array(
                    object(
                        "id",
                        "Deep-1",
                        "match",
                        object("or", array(clause("deep-1"), clause("deep-1-latest"))),
                        "prices",
                        object(
                            "input_mtok",
                            tiered(1, 200_000, 2),
                            "output_mtok",
                            number("0.18000000000000002"),
                            "cache_read_mtok",
                            tiered(1, 300_000, 3),
                            "requests_kcount",
                            number("12"),
                            "input_audio_mtok",
                            number("7"))))),
        object("id", "other", "name", "Other", "models", array()));
  }

  private static JsonArray model(JsonObject... clauses) {
    JsonObject match = clauses.length == 1 ? clauses[0] : object("and", array((Object[]) clauses));
    return array(
        object(
            "id",
            "p",
            "models",
            array(object("id", "m", "match", match, "prices", object("input_mtok", number("1"))))));
  }

  /** Many alternatives, of which a few together would be a million. */
  private static JsonObject many() {
    Object[] clauses = new Object[200];
    for (int i = 0; i < clauses.length; i++) {
      clauses[i] = clause("m" + i);
    }
    return object("or", array(clauses));
  }

  private static void assertRefused(String complaint, JsonValue json) {
    assertThatThrownBy(() -> SourceData.convert(json, "source 7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(complaint)
        .hasMessageContaining("(expected: ");
  }

  private static JsonObject clause(String name) {
    return object("equals", name);
  }

  private static JsonObject tiered(int base, long above, int price) {
    JsonObject tier =
        object("start", number(Long.toString(above)), "price", number(Integer.toString(price)));
    return object("base", number(Integer.toString(base)), "tiers", array(tier));
  }

  private static JsonValue number(String lexeme) {
    return new JsonNumber(lexeme);
  }

  private static JsonArray array(Object... elements) {
    return new JsonArray(List.of(elements).stream().map(SourceDataTest::value).toList());
  }

  private static JsonObject object(Object... members) {
    Map<String, JsonValue> all = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      all.put(String.valueOf(members[i]), value(members[i + 1]));
    }
    return new JsonObject(all);
  }

  private static JsonValue value(Object value) {
    return value instanceof JsonValue json ? json : JsonValue.of(String.valueOf(value));
  }
}
