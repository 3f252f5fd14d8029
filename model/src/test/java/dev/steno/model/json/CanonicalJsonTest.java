// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  @Test
  void members_are_ordered_by_the_utf_16_units_of_their_names() {
    // A character beyond U+FFFF begins with a surrogate, which comes before U+FB33.
    List<String> ordered =
        List.of("", "\r", "1", "10", "9", "A", "a", "\u0080", "ö", "€", "\ud83d\ude00", "\ufb33");
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = ordered.size() - 1; i >= 0; i--) {
      members.put(ordered.get(i), JsonValue.of(i));
    }

    String text = CanonicalJson.write(new JsonObject(members));

    assertThat(text)
        .isEqualTo(
            "{\"\":0,\"\\r\":1,\"1\":2,\"10\":3,\"9\":4,\"A\":5,\"a\":6,\"\u0080\":7,"
                + "\"ö\":8,\"€\":9,\"\ud83d\ude00\":10,\"\ufb33\":11}");
  }

  @Test
  void members_of_nested_objects_are_ordered_and_elements_are_not() {
    JsonValue inner = object("b", JsonValue.NULL, "a", JsonValue.of(true));
    JsonValue outer = object("z", new JsonArray(List.of(inner, JsonValue.of(false))), "y", inner);

    assertThat(CanonicalJson.write(outer))
        .isEqualTo("{\"y\":{\"a\":true,\"b\":null},\"z\":[{\"a\":true,\"b\":null},false]}");
  }

  @Test
  void empty_collections_are_two_characters() {
    assertThat(CanonicalJson.write(JsonObject.EMPTY)).isEqualTo("{}");
    assertThat(CanonicalJson.write(new JsonArray(List.of()))).isEqualTo("[]");
  }

  @Test
  void only_what_must_be_escaped_is_and_in_its_shortest_form() {
    assertThat(CanonicalJson.write(JsonValue.of("\b\t\n\f\r\"\\/\u0000\u000b\u001f\u007f€\u2028")))
        .isEqualTo("\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u000b\\u001f\u007f€\u2028\"");
  }

  @Test
  void a_pair_of_surrogates_is_one_character_and_a_lone_one_is_escaped() {
    assertThat(CanonicalJson.write(JsonValue.of("\ud83d\ude00"))).isEqualTo("\"\ud83d\ude00\"");
    assertThat(CanonicalJson.write(JsonValue.of("\ud83d"))).isEqualTo("\"\\ud83d\"");
    assertThat(CanonicalJson.write(JsonValue.of("\ude00x"))).isEqualTo("\"\\ude00x\"");
    assertThat(CanonicalJson.write(JsonValue.of("\ud83d\ud83d\ude00")))
        .isEqualTo("\"\\ud83d\ud83d\ude00\"");
    assertThat(CanonicalJson.write(object("\udc00", JsonValue.NULL)))
        .isEqualTo("{\"\\udc00\":null}");
  }

  @Test
  void different_broken_texts_have_different_bytes() {
    // String.getBytes alone would make '?' of each.
    assertThat(CanonicalJson.bytes(JsonValue.of("\ud83d")))
        .isNotEqualTo(CanonicalJson.bytes(JsonValue.of("\ud83c")));
    assertThat(new String(CanonicalJson.bytes(JsonValue.of("ü")), StandardCharsets.UTF_8))
        .isEqualTo("\"ü\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "1.50", "1E5", "1e+05", "12345678901234567890.5", "1e400"})
  void numbers_keep_their_lexeme(String lexeme) {
    assertThat(CanonicalJson.write(new JsonNumber(lexeme))).isEqualTo(lexeme);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "+1", ".5", "1.", "1e", "NaN", "Infinity", "0x1", "1 ", "١"})
  void what_is_no_json_number_is_refused(String lexeme) {
    assertThatThrownBy(() -> new JsonNumber(lexeme))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("lexeme: " + lexeme);
  }

  @Test
  void what_json_cannot_write_as_a_number_is_a_string() {
    assertThat(JsonValue.of(1.5)).isEqualTo(new JsonNumber("1.5"));
    assertThat(JsonValue.of(Double.NaN)).isEqualTo(new JsonString("NaN"));
    assertThat(JsonValue.of(Double.NEGATIVE_INFINITY)).isEqualTo(new JsonString("-Infinity"));
    assertThat(JsonValue.of(1e300)).isInstanceOf(JsonNumber.class);
    assertThat(JsonValue.of(Long.MIN_VALUE)).isEqualTo(new JsonNumber("-9223372036854775808"));
  }

  @Test
  void collections_are_copied_and_equal_whatever_the_order_of_members() {
    List<JsonValue> elements = new ArrayList<>(List.of(JsonValue.NULL));
    JsonArray array = new JsonArray(elements);
    elements.clear();

    assertThat(array.elements()).hasSize(1);
    assertThat(object("a", JsonValue.NULL, "b", array))
        .isEqualTo(object("b", array, "a", JsonValue.NULL));
  }

  private static JsonObject object(Object... namesAndValues) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], (JsonValue) namesAndValues[i + 1]);
    }
    return new JsonObject(members);
  }
}
