// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.Steno;
import dev.steno.client.read.RecordedTrace;
import dev.steno.client.read.StenoReader;
import dev.steno.codec.Json;
import dev.steno.model.Span;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.server.ServerConfig;
import dev.steno.server.StenoServer;
import dev.steno.storage.Storage;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ModelScript;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server makes of a session. */
class SessionConversationIT {
  private static final Tool WEATHER =
      Tool.of("weather", "The weather", "{\"type\":\"object\"}", arguments -> "rain");

  private static final ModelScript SCRIPT =
      ModelScript.turn(
              "weather",
              ModelReply.calls(ModelReply.call("weather", "{}")),
              ModelReply.text("It rains"))
          .or(ModelScript.times(1, ModelReply.failure(503, "busy"), ModelReply.text("You too")));

  @TempDir private Path spool;

  private static TracedModel open(MockModel model, Map<String, String> environment) {
    return ChatModels.open(
        "openai",
        "mock-mini",
        o -> o.baseUrl(model.baseUrl().toString()).apiKey("sk-x").retryDelay(Duration.ZERO),
        environment);
  }

  private Map<String, String> environment(String address) {
    return Map.of("STENO_ENDPOINT", address, "STENO_SPOOL", spool.toString());
  }

  @Test
  void aSessionIsOneConversationWithItsCallsToolsAndRetries() throws Exception {
    Storage storage = new MemoryStorage(Clock.systemUTC());
    try (MockModel mock = MockModel.start(SCRIPT);
        StenoServer server =
            StenoServer.start(
                ServerConfig.builder().port(0).grpcPort(-1).build(), storage, Clock.systemUTC())) {
      String address = "http://127.0.0.1:" + server.port();
      String id;
      try (TracedModel model = open(mock, environment(address))) {
        ChatSession session = ChatSession.on(model, o -> o.systemPrompt("Be brief").tool(WEATHER));
        id = session.id();

        session.generate("the weather?", o -> o.stepType("forecast"));
        try (ReplyStream stream = session.stream("have a nice day")) {
          stream.reply();
        }
      }

      StenoReader reader = StenoReader.builder(address).build();
      List<RecordedTrace> turns = reader.conversation(id).toList();
      assertThat(reader.traces("conversation:\"" + id + "\"").toList()).hasSize(2);
      assertThat(turns).hasSize(2);
      assertThat(types(turns.get(0)))
          .containsExactlyInAnyOrder(
              SpanType.MESSAGE, SpanType.GENERATION, SpanType.TOOL, SpanType.GENERATION);
      assertThat(types(turns.get(1)))
          .containsExactlyInAnyOrder(SpanType.MESSAGE, SpanType.GENERATION);
      assertThat(attempts(turns.get(1))).isEqualTo(2);
      assertThat(asked(turns.get(1)))
          .containsExactly("Be brief", "the weather?", "", "rain", "It rains", "have a nice day");
      assertThat(messages(address, id)).isEqualTo(7);
    } finally {
      storage.close();
    }
  }

  /** How many messages the server hands out for all turns together. */
  private static int messages(String address, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/conversations/" + id)).build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return ((JsonObject) ((JsonObject) Json.parse(body)).get("messages")).members().size();
  }

  private static int attempts(RecordedTrace trace) {
    return trace.spans().stream()
        .filter(span -> span.generation() != null && span.generation().attempts() != null)
        .mapToInt(span -> span.generation().attempts())
        .sum();
  }

  private static List<SpanType> types(RecordedTrace trace) {
    return trace.spans().stream().map(Span::type).toList();
  }

  private static List<String> asked(RecordedTrace trace) {
    List<Message> longest = List.of();
    for (Span span : trace.spans()) {
      List<Message> messages = trace.messages(span.spanId());
      longest = messages.size() > longest.size() ? messages : longest;
    }
    return longest.stream().map(Message::text).toList();
  }

  @Test
  void theEnvironmentsServerIsUsedUnlessAClientIsGiven() {
    try (MockModel mock = MockModel.start(ModelReply.text("yes"));
        Steno given = Steno.builder().environment(environment("http://127.0.0.1:9")).build();
        TracedModel ofEnvironment = open(mock, environment("http://127.0.0.1:9"));
        TracedModel ofClient =
            ChatModels.open(
                "openai",
                "mock-mini",
                o -> o.baseUrl(mock.baseUrl().toString()).apiKey("sk-x").steno(given),
                environment("http://127.0.0.1:9"));
        TracedModel without = open(mock, Map.of())) {

      assertThat(ofEnvironment.core().steno).isNotNull().isNotSameAs(given);
      assertThat(ofClient.core().steno).isSameAs(given);
      assertThat(without.core().steno).isNull();

      ofClient.close();
      ofClient.generate("still?");
      assertThat(given.recent().spans()).isNotEmpty();
    }
  }
}
