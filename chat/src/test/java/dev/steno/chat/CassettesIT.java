// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.ToolCall;
import dev.steno.testing.cassette.CassetteServer;
import dev.steno.testing.cassette.Cassettes;
import dev.steno.testing.cassette.Recorded;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the providers really sent, served back byte for byte. */
class CassettesIT {
  private static final Cassettes CASSETTES = Cassettes.besideRepository();

  @BeforeAll
  static void look() {
    assumeTrue(CASSETTES.exist(), () -> "no recorded traffic at " + CASSETTES.folder());
  }

  static List<String> names() {
    return CASSETTES.exist()
        ? CASSETTES.names().stream()
            .filter(
                name -> Stream.of("openai-", "anthropic-", "ollama-").anyMatch(name::startsWith))
            .toList()
        : List.of("none");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyAnswerIsReadAsItWasRecorded(String name) {
    List<Recorded> calls = CASSETTES.read(name);
    try (CassetteServer server = CassetteServer.start(calls)) {
      for (Recorded call : calls) {
        try (TracedModel model = open(server, call)) {
          if (call.status() == 200) {
            assertRead(model, call);
          } else {
            assertFailed(model, call);
          }
        }
      }
      assertThat(server.left()).isZero();
    }
  }

  private static void assertRead(TracedModel model, Recorded call) {
    Spoken spoken = Spoken.of(call);
    ModelRequest request = ModelRequest.builder().prompt("the same again").build();

    ModelReply reply =
        Spoken.isStream(call) ? model.stream(request).reply() : model.generate(request);

    assertThat(reply.content()).isEqualTo(spoken.text.toString());
    assertThat(reply.reasoning() == null ? "" : reply.reasoning())
        .isEqualTo(spoken.reasoning.toString());
    assertThat(reply.toolCalls())
        .extracting(ToolCall::name)
        .containsExactlyElementsOf(texts(spoken.toolNames.values()));
    assertThat(reply.toolCalls().stream().map(tool -> arguments(tool.arguments())).toList())
        .isEqualTo(
            texts(spoken.toolArguments.values()).stream().map(CassettesIT::arguments).toList());
    assertThat(reply.finishReason()).isEqualTo(spoken.finishReason);
    if (spoken.output > 0) {
      assertThat(reply.usage().inputTokens()).isEqualTo(spoken.input);
      assertThat(reply.usage().outputTokens()).isEqualTo(spoken.output);
    }
    assertThat(model.last(1).get(0).response().message()).isEqualTo(reply.message());
  }

  private static void assertFailed(TracedModel model, Recorded call) {
    ChatException failure =
        catchThrowableOfType(ChatException.class, () -> model.generate("the same again"));

    assertThat(failure.attempts().get(0).error().httpStatus()).isEqualTo(call.status());
    assertThat(model.last(1).get(0).traceId()).isEqualTo(failure.traceId());
  }

  private static JsonValue arguments(String text) {
    return text.isBlank() ? JsonValue.JsonObject.EMPTY : Json.parse(text);
  }

  private static List<String> texts(Iterable<StringBuilder> builders) {
    return StreamSupport.stream(builders.spliterator(), false)
        .map(StringBuilder::toString)
        .toList();
  }

  private static TracedModel open(CassetteServer server, Recorded call) {
    String path = call.uri().getPath();
    String provider = "ollama";
    String suffix = "/api/chat";
    if (path.endsWith("/chat/completions")) {
      provider = "openai";
      suffix = "/chat/completions";
    } else if (path.endsWith("/responses")) {
      provider = "openai-responses";
      suffix = "/responses";
    } else if (path.endsWith("/messages")) {
      provider = "anthropic";
      suffix = "/messages";
    }
    URI at = server.at(call.uri());
    String base = at.toString().substring(0, at.toString().length() - suffix.length());
    return ChatModels.open(
        provider,
        "recorded",
        o -> o.baseUrl(base).apiKey("sk-recorded").retryDelay(Duration.ZERO).tracing(true));
  }
}
