// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.codec.Json;
import dev.steno.model.Span;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By what traces are told apart and found. */
class GroupingTest {
  private final Client client = new Client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conversation:conv_1",
        "session:sess_1",
        "user:user_1",
        "channel:web",
        "environment:production",
        "agent:planner",
        "tool:weather",
        "model:gpt-4o",
        "provider:openai",
        "type:router",
        "name:\"chat gpt-4o\"",
        "error:java.lang.IllegalStateException",
        "status:error",
        "\"ada@example.com\"",
        "\"release-7\"",
        "\"blue tag\"",
        "\"greeting-prompt\"",
        "\"version-3\"",
        "\"Europe/Paris\""
      })
  void a_trace_is_found_by_what_is_known_of_it(String query) {
    Trace trace = known();
    say(trace);
    client.steno.trace().message("another").end();

    assertThat(client.found(query)).hasSize(1);
    assertThat(client.found(query).get(0).traceId().hex()).isEqualTo(trace.id());
  }

  private Trace known() {
    return client.steno.trace(
        t ->
            t.conversationId("conv_1")
                .sessionId("sess_1")
                .channelId("web")
                .environment("production")
                .release("release-7")
                .tags("blue tag", "other")
                .user(User.of("user_1").email("ada@example.com").name("Ada").with("plan", "pro"))
                .metadata("timezone", "Europe/Paris"));
  }

  private static void say(Trace trace) {
    MessageSpan message = trace.message("Hi");
    message.agent("think").agentName("planner").end();
    message.tool("look").toolName("weather").fail(new IllegalStateException("no network"));
    message
        .generation("x")
        .model("gpt-4o")
        .provider("openai")
        .prompt("greeting-prompt", "version-3")
        .end();
    message.router("which").end();
    message.end();
  }

  @Test
  void ids_stand_on_every_span_and_the_rest_at_the_top() {
    Trace trace = client.steno.trace(t -> t.conversationId("c").metadata("m", Map.of("a", 1)));
    MessageSpan message = trace.message("Hi");
    message.tool("look").end();
    message.end();

    JsonObject tool = client.parts().get(0).span().attributes();
    Span top = client.parts().get(1).span();
    assertThat(client.parts().get(0).span().grouping().conversation()).isEqualTo("c");
    assertThat(tool.get("steno.metadata.m")).isNull();
    assertThat(top.attributes().text("steno.metadata.m")).isEqualTo("{\"a\":1}");
  }

  @Test
  void the_environment_names_service_project_and_resource() {
    Client named =
        new Client(
            builder ->
                builder.environment(
                    Map.of(
                        "OTEL_SERVICE_NAME", "shop",
                        "STENO_PROJECT", "default",
                        "STENO_START_PARTS", "false",
                        "OTEL_RESOURCE_ATTRIBUTES",
                            "deployment.environment.name=staging, team=a%20b+c,service.name=other")));

    named.steno.trace().message("Hi").end();

    JsonObject resource = named.span().origin().resource();
    assertThat(resource.text("service.name")).isEqualTo("shop");
    assertThat(resource.text("team")).isEqualTo("a b+c");
    assertThat(resource.text("steno.project")).isEqualTo("default");
    assertThat(named.span().grouping().environment()).isEqualTo("staging");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OTEL_SDK_DISABLED | yes | OTEL_SDK_DISABLED: yes (expected: true or false)",
        "OTEL_TRACES_SAMPLER | magic | OTEL_TRACES_SAMPLER: magic (expected: always_on, always_off,"
            + " traceidratio, or one of them after parentbased_)",
        "OTEL_RESOURCE_ATTRIBUTES | a | OTEL_RESOURCE_ATTRIBUTES: a (expected: key=value, with"
            + " commas between)",
        "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT | x | OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: x (expected: a"
            + " number)"
      })
  void a_variable_that_cannot_be_read_is_named(String name, String value, String sentence) {
    StenoBuilder builder = Steno.builder();

    assertThatThrownBy(() -> builder.environment(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void any_object_may_be_an_attribute() {
    client
        .steno
        .trace()
        .message("Hi")
        .attribute("text", "t")
        .attribute("int", 1)
        .attribute("double", 0.5)
        .attribute("bool", true)
        .attribute("map", Map.of("a", 1))
        .attribute("none", null)
        .tags("x")
        .end();

    JsonObject attributes = client.span().attributes();
    assertThat(attributes.members())
        .containsEntry("text", Json.parse("\"t\""))
        .containsEntry("int", Json.parse("1"))
        .containsEntry("double", Json.parse("0.5"))
        .containsEntry("bool", Json.parse("true"))
        .containsEntry("map", Json.parse("\"{\\\"a\\\":1}\""))
        .containsEntry("steno.tags", Json.parse("[\"x\"]"))
        .doesNotContainKey("none");
  }
}
