// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import dev.steno.model.interaction.Response.Raw;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteractionJsonTest {

  @Test
  void any_interaction_comes_back_from_its_text() {
    RandomInteractions interactions = new RandomInteractions(5);

    for (int i = 0; i < 5_000; i++) {
      Interaction interaction = interactions.interaction();

      String text = InteractionJson.line(interaction);

      assertThat(InteractionJson.fromJson(Json.parse(text))).isEqualTo(interaction);
    }
  }

  @Test
  void has_every_member_that_a_reader_of_the_original_knows() {
    JsonObject json = InteractionJson.toJson(Examples.rich());

    JsonObject response = (JsonObject) json.get("response");
    JsonObject usage = (JsonObject) response.get("usage");
    JsonObject call = (JsonObject) calls(withCall()).elements().get(0);
    assertThat(json.members().keySet())
        .startsWith(
            "trace_id",
            "timestamp",
            "provider",
            "model",
            "system_prompt",
            "prompt",
            "messages",
            "tools",
            "parameters",
            "response",
            "metadata");
    assertThat(response.members().keySet())
        .startsWith(
            "content",
            "raw_response",
            "tool_calls",
            "finish_reason",
            "usage",
            "generation_time_ms");
    assertThat(usage.members().keySet())
        .startsWith("prompt_tokens", "completion_tokens", "total_tokens");
    assertThat(call.members().keySet()).containsExactly("name", "arguments", "call_id");
    assertThat(json.text("timestamp")).isEqualTo("2026-02-03T04:05:06.700000000Z");
    assertThat(Json.write(response.get("generation_time_ms"))).isEqualTo("3100");
    assertThat(usage.get("total_tokens")).isEqualTo(JsonValue.of(112));
  }

  @Test
  void says_null_where_the_original_does() {
    Interaction interaction =
        Examples.of(
            "t",
            new Interaction.Input(null, null, List.of(), List.of(), JsonObject.EMPTY),
            null,
            Status.ERROR);

    JsonObject json = InteractionJson.toJson(interaction);

    JsonObject response = (JsonObject) json.get("response");
    for (String name : List.of("system_prompt", "prompt", "messages", "tools")) {
      assertThat(json.get(name)).as(name).isEqualTo(JsonValue.NULL);
    }
    assertThat(response.members()).hasSizeGreaterThan(6).containsKey("content");
    assertThat(response.members().values()).containsOnly(JsonValue.NULL);
    assertThat(Json.write(json.get("error")))
        .isEqualTo(
            "{\"kind\":\"rate_limit\",\"type\":\"HttpException\",\"message\":\"slow down\","
                + "\"http_status\":429}");
  }

  @Test
  void a_raw_answer_is_an_object_and_stands_verbatim_beside_it_where_that_differs() {
    Response answer = Examples.response(Examples.rich().response().message(), "stop");
    Raw raw = new Raw("{\"a\":1}", "{ \"b\": 2 }", 0);
    Interaction interaction =
        Examples.of("t", Examples.rich().input(), withRaw(answer, raw), Status.OK);

    JsonObject json = InteractionJson.toJson(interaction);

    JsonObject response = (JsonObject) json.get("response");
    assertThat(Json.write(json.get("raw_request"))).isEqualTo("{\"a\":1}");
    assertThat(json.get("raw_request_text")).isNull();
    assertThat(Json.write(response.get("raw_response"))).isEqualTo("{\"b\":2}");
    assertThat(response.get("raw_response_text")).isEqualTo(new JsonString("{ \"b\": 2 }"));
  }

  @Test
  void reads_a_document_that_has_the_members_of_the_original_alone() {
    String text =
        "{\"trace_id\":\"t\",\"timestamp\":\"2025-11-08T12:34:56.789Z\",\"provider\":\"P\","
            + "\"model\":\"m\",\"system_prompt\":null,\"prompt\":\"What?\",\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":null,\"parameters\":{},"
            + "\"response\":{\"content\":\"That.\",\"raw_response\":null,\"tool_calls\":null,"
            + "\"finish_reason\":\"stop\",\"usage\":{\"input_tokens\":10,\"output_tokens\":5},"
            + "\"generation_time_ms\":1234.56},\"metadata\":{}}";

    Interaction interaction = InteractionJson.fromJson(Json.parse(text));

    assertThat(interaction.input().messages()).hasSize(1);
    assertThat(interaction.response().usage().totalTokens()).isEqualTo(15);
    assertThat(interaction.duration().toNanos()).isEqualTo(1_234_560_000);
  }

  @Test
  void refuses_what_is_no_interaction_in_a_sentence() {
    assertThatThrownBy(() -> InteractionJson.fromJson(Json.parse("{\"trace_id\":\"t\"}")))
        .isInstanceOf(CodecException.class)
        .hasMessage("interaction: without timestamp (expected: RFC 3339)");
  }

  private static Interaction withCall() {
    return Examples.of(
        "t",
        Examples.rich().input(),
        Examples.response(Examples.rich().transcript().get(0), "tool_calls"),
        Status.OK);
  }

  private static JsonArray calls(Interaction interaction) {
    JsonObject response = (JsonObject) InteractionJson.toJson(interaction).get("response");
    return (JsonArray) response.get("tool_calls");
  }

  private static Response withRaw(Response of, Raw raw) {
    return new Response(
        of.message(),
        of.finishReason(),
        of.servedModel(),
        of.responseId(),
        of.usage(),
        of.cost(),
        of.generationTime(),
        of.timing(),
        raw);
  }
}
