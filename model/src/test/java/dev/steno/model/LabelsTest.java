// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"steno.tags", "tag.tags", "langfuse.trace.tags", "ai.telemetry.metadata.tags"})
  void tags_are_a_list_in_the_order_given_each_once(String name) {
    assertThat(labels(name, list("b", "a", "b")).tags()).containsExactly("b", "a");
  }

  @Test
  void tags_that_were_joined_are_parted_again() {
    assertThat(labels("langsmith.span.tags", JsonValue.of("beta, blue tag,")).tags())
        .containsExactly("beta", "blue tag");
  }

  @ParameterizedTest
  @CsvSource({
    "gen_ai.prompt.name, gen_ai.prompt.version",
    "langfuse.observation.prompt.name, langfuse.observation.prompt.version",
    "traceloop.prompt.key, traceloop.prompt.version",
    "prompt.id, llm.prompt_template.version"
  })
  void a_prompt_has_its_version_after_an_at_if_it_has_one(String name, String version) {
    Map<String, JsonValue> both = Map.of(name, JsonValue.of("greeting"), version, JsonValue.of(3));

    assertThat(labels(both).prompts()).containsExactly("greeting@3");
    assertThat(labels(name, JsonValue.of("greeting")).prompts()).containsExactly("greeting");
    assertThat(labels(version, JsonValue.of("3")).prompts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steno.metadata.",
        "langfuse.trace.metadata.",
        "langfuse.observation.metadata.",
        "langsmith.metadata.",
        "traceloop.association.properties.",
        "ai.telemetry.metadata."
      })
  void metadata_is_found_by_its_key_and_what_is_no_text_as_json(String prefix) {
    assertThat(labels(prefix + "a.b", JsonValue.of("x:y")).metadata()).containsExactly("a.b:x:y");
    assertThat(labels(prefix + "n", JsonValue.of(1.5)).metadata()).containsExactly("n:1.5");
    assertThat(labels(prefix + "l", list("x")).metadata()).containsExactly("l:[\"x\"]");
    assertThat(labels(prefix + "a:b", JsonValue.of("x")).metadata()).isEmpty();
  }

  @Test
  void the_release_is_what_the_span_says_else_the_version_of_its_service() {
    Origin origin = new Origin(object("service.version", JsonValue.of("1")), null, null);
    Span.Builder span = Span.builder("p", new TraceId(1, 1), new SpanId(1)).origin(origin);

    assertThat(Labels.of(span.build()).release()).isNull();
    assertThat(Labels.of(span.name("n").build()).release()).isEqualTo("1");
    JsonObject own = object("langfuse.release", JsonValue.of("2"));
    assertThat(Labels.of(span.attributes(own).build()).release()).isEqualTo("2");
  }

  @Test
  void no_more_than_a_hundred_count() {
    JsonValue many = list(IntStream.range(0, 200).mapToObj(String::valueOf).toArray(String[]::new));
    Map<String, JsonValue> metadata = new LinkedHashMap<>();
    IntStream.range(0, 200).forEach(i -> metadata.put("steno.metadata." + i, JsonValue.of(i)));

    assertThat(labels("steno.tags", many).tags()).hasSize(100).contains("0", "99");
    assertThat(labels(metadata).metadata()).hasSize(100);
    assertThat(
            Labels.ofTrace(List.of(labels("steno.tags", many), labels("tag.tags", list("z"))))
                .tags())
        .hasSize(100);
  }

  @Test
  void what_is_no_label_is_passed_over() {
    JsonValue long1 = JsonValue.of("x".repeat(1_001));
    JsonValue broken = JsonValue.of("\ud83d");

    assertThat(labels("steno.tags", new JsonArray(List.of(long1, broken, JsonValue.NULL))))
        .isEqualTo(Labels.NONE);
    assertThat(labels("steno.tags", JsonValue.of("text"))).isEqualTo(Labels.NONE);
    assertThat(labels("steno.release", long1)).isEqualTo(Labels.NONE);
    assertThat(labels("gen_ai.prompt.name", broken)).isEqualTo(Labels.NONE);
    assertThat(labels("steno.metadata.k", long1)).isEqualTo(Labels.NONE);
  }

  @Test
  void attributes_made_of_labels_say_the_same() {
    Labels labels = new Labels(List.of("b", "a"), "1", List.of("greeting@3"), List.of());

    assertThat(labels(labels.toAttributes().members())).isEqualTo(labels);
    assertThat(labels(Labels.NONE.toAttributes().members())).isEqualTo(Labels.NONE);
  }

  private static Labels labels(String name, JsonValue value) {
    return labels(Map.of(name, value));
  }

  private static Labels labels(Map<String, JsonValue> attributes) {
    return Labels.of(
        Span.builder("p", new TraceId(1, 1), new SpanId(1))
            .name("n")
            .attributes(new JsonObject(attributes))
            .build());
  }

  private static JsonObject object(String name, JsonValue value) {
    return new JsonObject(Map.of(name, value));
  }

  private static JsonArray list(String... texts) {
    return new JsonArray(Stream.of(texts).map(JsonValue::of).toList());
  }
}
