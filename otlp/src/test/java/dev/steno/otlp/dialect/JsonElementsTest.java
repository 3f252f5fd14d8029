// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonElementsTest {

  @Test
  void finds_each_object_as_it_is_written() {
    assertThat(JsonElements.objects(" [ {\"a\" : 1} ,\n{\"b\":[{},[2]]}\t] "))
        .containsExactly("{\"a\" : 1}", "{\"b\":[{},[2]]}");
  }

  @Test
  void takes_no_bracket_or_quote_within_a_string_for_one() {
    String first = "{\"a\":\"} ] , \\\" { \\\\\"}";
    String second = "{\"b\\\\\\\"\":\"\\\\\"}";

    assertThat(JsonElements.objects("[" + first + "," + second + "]"))
        .containsExactly(first, second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{}",
        "[]",
        "[1]",
        "[\"{}\"]",
        "[{}",
        "[{},",
        "[{},]",
        "[{}]]",
        "[{}] x",
        "[{} {}]",
        "[{},1]",
        "[{\"a\":\"]",
        "[{\"a\\\":1}]",
        "[{\"a\":[}]"
      })
  void leaves_what_is_no_list_of_objects_to_the_parser(String text) {
    assertThat(JsonElements.objects(text)).isNull();
  }
}
