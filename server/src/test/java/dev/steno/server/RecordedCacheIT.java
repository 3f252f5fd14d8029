// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.testing.cassette.Cassettes;
import dev.steno.testing.cassette.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recorded calls of providers: the same prompt twice, first written to the cache, then read from
 * it. What they said of their usage comes in as an application would send it.
 */
final class RecordedCacheIT {
  private static final Cassettes RECORDED = Cassettes.besideRepository();
  private static final String NUMBER = "\"?: ?([0-9]+)";

  private RunningServer server;

  /** A call as the provider counted it; {@code input} is what was neither read nor written. */
  private record Counted(String prompt, long input, long read, long written) {}

  @BeforeEach
  void start() {
    assumeTrue(RECORDED.exist(), "no recorded traffic at " + RECORDED.folder());
    server = RunningServer.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic-prompt-caching, anthropic, claude-3-5-sonnet-20240620",
    "bedrock-converse-cache-write-read, aws.bedrock, us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "openai-chat-prompt-cache, openai, gpt-5.6-sol"
  })
  void a_prompt_that_was_served_from_the_cache_lost_nothing(
      String file, String provider, String model) {
    List<Counted> calls = recorded(file);

    send(provider, model, calls);
    JsonObject report = report();

    assertThat(calls.get(1).read()).isGreaterThan(1_000);
    assertThat(report.get("causes")).isEqualTo(new JsonObject(Map.of("hit", JsonValue.of(1))));
    assertThat(report.get("losses")).isEqualTo(new JsonArray(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic-prompt-caching, anthropic, claude-3-5-sonnet-20240620, 1167, 0.00402315",
    "bedrock-converse-cache-write-read, aws.bedrock,"
        + " us.anthropic.claude-sonnet-4-5-20250929-v1:0, 1324, 0.00502293",
    "openai-chat-prompt-cache, openai, gpt-5.6-sol, 4020, 0.023105"
  })
  void a_prompt_that_was_written_anew_cost_what_writing_costs(
      String file, String provider, String model, long tokens, String cost) {
    List<Counted> calls = recorded(file);

    send(provider, model, List.of(calls.get(1), calls.get(0)));
    JsonObject loss = (JsonObject) ((JsonArray) report().get("losses")).elements().get(0);

    assertThat(loss.members())
        .containsEntry("cause", JsonValue.of("provider_missed"))
        .containsEntry("cache_read", JsonValue.of(0))
        .containsEntry("reread_tokens", JsonValue.of(tokens))
        .containsEntry("estimated", JsonValue.of(false));
    assertThat(loss.text("cost")).satisfies(text -> assertThat(text).startsWith(cost));
  }

  private JsonObject report() {
    return server.get("/api/v1/traces/" + Traces.TRACE.hex() + "/cache").json();
  }

  private void send(String provider, String model, List<Counted> calls) {
    for (int i = 0; i < calls.size(); i++) {
      Counted call = calls.get(i);
      long input = call.input() + call.read() + call.written();
      String body =
          """
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00f067aa0ba902%02x",
           "name":"chat","startTimeUnixNano":"177009150%d000000000",
           "endTimeUnixNano":"177009150%d900000000","attributes":[%s]}]}]}]}
          """
              .formatted(
                  Traces.TRACE.hex(),
                  i,
                  i,
                  i,
                  String.join(
                      ",",
                      text("gen_ai.operation.name", "chat"),
                      text("gen_ai.provider.name", provider),
                      text("gen_ai.request.model", model),
                      text("gen_ai.input.messages", message(call.prompt())),
                      number("gen_ai.usage.input_tokens", input),
                      number("gen_ai.usage.cache_read.input_tokens", call.read()),
                      number("gen_ai.usage.cache_creation.input_tokens", call.written())));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      assertThat(server.post("/v1/traces", Otlp.JSON, bytes).status()).isEqualTo(200);
    }
  }

  private static String message(String prompt) {
    return "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":"
        + Json.write(JsonValue.of(prompt))
        + "}]}]";
  }

  private static String text(String key, String value) {
    return attribute(key, "stringValue", Json.write(JsonValue.of(value)));
  }

  private static String number(String key, long value) {
    return attribute(key, "intValue", "\"" + value + "\"");
  }

  private static String attribute(String key, String type, String value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"" + type + "\":" + value + "}}";
  }

  /** The calls of a file, what was asked as one message. */
  private static List<Counted> recorded(String file) {
    List<Counted> recorded = new ArrayList<>();
    for (Recorded call : RECORDED.read(file)) {
      String answer = call.text();
      long read = count(answer, "cache_read_input_tokens|cacheReadInputTokens|cached_tokens");
      long written =
          count(answer, "cache_creation_input_tokens|cacheWriteInputTokens|cache_write_tokens");
      // One provider counts what it read and wrote among the prompt, the others beside it.
      long all = count(answer, "prompt_tokens");
      long input = all > 0 ? all - read - written : count(answer, "\\binput_tokens|inputTokens");
      recorded.add(new Counted(call.request(), input, read, written));
    }
    assertThat(recorded).as(file).hasSize(2);
    return recorded;
  }

  private static long count(String answer, String names) {
    Matcher number = Pattern.compile("(?:" + names + ")" + NUMBER).matcher(answer);
    return number.find() ? Long.parseLong(number.group(1)) : 0;
  }
}
