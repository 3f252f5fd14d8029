// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.codec.CodecException.Kind;
import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void any_value_comes_back_from_its_text_and_its_bytes() {
    RandomValues values = new RandomValues(20260101);

    for (int i = 0; i < 5_000; i++) {
      JsonValue value = values.json(6);

      assertThat(Json.parse(Json.write(value))).isEqualTo(value);
      assertThat(Json.parse(Json.writeBytes(value))).isEqualTo(value);
      assertThat(Json.parse(CanonicalJson.bytes(value))).isEqualTo(value);
    }
  }

  @Test
  void text_comes_back_byte_by_byte_with_lexemes_and_the_order_of_members() {
    String text = "{\"b\":1.50,\"a\":[1e3,-0,12345678901234567890.10],\"c\":{}}";

    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  @Test
  void a_lone_surrogate_survives_as_an_escape() {
    JsonValue value = Json.parse("\"x\\ud800y\"");

    assertThat(value).isEqualTo(JsonValue.of("x\ud800y"));
    assertThat(Json.write(value)).isEqualTo("\"x\\ud800y\"");
  }

  @Test
  void of_members_of_one_name_the_last_wins() {
    assertThat(Json.parse("{\"a\":1,\"a\":2}"))
        .isEqualTo(new JsonObject(Map.of("a", JsonValue.of(2))));
  }

  @Test
  void two_hundred_arrays_within_each_other_are_read_and_one_more_is_refused() {
    String allowed = "[".repeat(200) + "]".repeat(200);
    String refused = "[".repeat(201) + "]".repeat(201);

    assertThat(Json.parse(allowed)).isInstanceOf(JsonArray.class);
    assertThat(kindOf(refused)).isEqualTo(Kind.LIMIT);
  }

  @Test
  void stricter_limits_hold_for_depth_strings_numbers_and_values() {
    Json.Limits limits = new Json.Limits(2, 8, 5, 4);

    assertThat(Json.parse("[[\"12345678\",12345]]", limits))
        .isEqualTo(
            new JsonArray(
                List.of(
                    new JsonArray(List.of(JsonValue.of("12345678"), new JsonNumber("12345"))))));
    for (String text : List.of("[[[]]]", "\"123456789\"", "123456", "[1,2,3,4]")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      CodecException refused =
          catchThrowableOfType(CodecException.class, () -> Json.parse(bytes, limits));

      assertThat(refused.kind()).as(text).isEqualTo(Kind.LIMIT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1,]", "{\"a\"}", "nul", "1 2", "'a'", "\"\t\"", "NaN", "01", "+1"})
  void what_is_not_json_is_refused(String text) {
    assertThat(kindOf(text)).isEqualTo(Kind.SYNTAX);
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void a_refusal_names_the_offset_and_quotes_little() {
    String secret = "secret".repeat(1_000);

    CodecException refused =
        catchThrowableOfType(
            CodecException.class, () -> Json.parse("{\"a\":[true," + secret + "]}"));

    assertThat(refused.position()).isPositive();
    assertThat(refused.getMessage()).hasSizeLessThan(200).startsWith("JSON");
  }

  @Test
  void no_mutation_of_a_text_makes_anything_but_a_codec_exception() {
    Random random = new Random(7);
    byte[] text =
        "{\"a\":[1.5,\"\\ud83d\u00fc\",true,null,{\"b\":-0e1}]}".getBytes(StandardCharsets.UTF_8);

    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = text.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }

      try {
        assertThat(Json.parse(mutated)).isNotNull();
      } catch (CodecException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  private static Kind kindOf(String text) {
    CodecException refused = catchThrowableOfType(CodecException.class, () -> Json.parse(text));
    return refused == null ? null : refused.kind();
  }
}
