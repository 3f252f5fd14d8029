// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation of two traces whose cache broke in each. */
class CacheIT {
  private static final String LONG = "a long rule of the house. ".repeat(200);
  private static final String FIRST = "0af7651916cd43dd8448eb211c80319c";
  private static final String SECOND = "1af7651916cd43dd8448eb211c80319c";

  @TempDir static Path home;
  private static Running serve;
  private static String server;

  @BeforeAll
  static void record() throws Exception {
    serve = new Journey(home).start("serve", "--json", "--port", "0", "--grpc-port", "0");
    server = serve.json().text("address");
    long begun = Instant.now().minusSeconds(3_600).getEpochSecond();
    send(call(FIRST, 1, begun, "It is Monday.", 4_000, "one"));
    send(call(FIRST, 2, begun + 30, "It is Tuesday.", 5_000, "one", "two"));
    send(call(SECOND, 3, begun + 631, "It is Tuesday.", 6_000, "one", "two", "three"));
  }

  @AfterAll
  static void end() throws InterruptedException {
    serve.close();
  }

  @Test
  void says_of_a_trace_where_its_cache_broke_and_why() {
    Outcome told = ask("cache", FIRST.substring(0, 8));
    Node report = ask("cache", FIRST, "--json").json();

    assertThat(told.exit()).isZero();
    assertThat(told.out())
        .containsPattern("[0-9],[0-9]{3} tokens were read again, for \\$0\\.00[0-9]+ more: 1 call")
        .containsPattern("\\$0\\.00[0-9]+ +system changed +gpt-4o-2024-08-06 +" + FIRST)
        .contains("known tokens read again; system messages differ from the first; 29.0 s after");
    assertThat(report.text("trace_id")).isEqualTo(FIRST);
    assertThat(causes(report)).containsExactly("system_changed");
  }

  @Test
  void follows_a_conversation_from_trace_to_trace_the_worst_first() {
    Outcome told = ask("cache", "--conversation", "order-4711");
    Node report = ask("cache", "--conversation", "order-4711", "--json").json();

    assertThat(told.out())
        .contains("2 calls that continue others in 2 traces.")
        .containsPattern("\\$0\\.00625[0-9]* +provider missed ")
        .contains("5,000 of 5,000 known tokens read again; 10 min after the call before");
    assertThat(causes(report)).containsExactly("provider_missed", "system_changed");
    assertThat(report.each("losses").get(0).get("continues").text("trace_id")).isEqualTo(FIRST);
  }

  @Test
  void looks_at_the_latest_traces_since_a_time() {
    Outcome told = ask("cache", "--since", "7d");
    Outcome one = ask("cache", "--since", "7d", "--limit", "1");
    Node report = ask("cache", "--since", "2026-01-01", "--json").json();
    Outcome none = ask("cache", "--since", "1m");

    assertThat(told.out()).contains("2 calls that continue others in 2 traces.");
    assertThat(one.out()).contains("Only the first 1 traces were read: raise --limit.");
    assertThat(causes(report)).containsExactly("provider_missed", "system_changed");
    assertThat(none.out()).contains("No prompt cache broke: 0 calls");
  }

  @Test
  void wants_to_be_asked_for_one_thing() {
    assertThat(ask("cache", FIRST, "--since", "7d").exit()).isEqualTo(2);
    assertThat(ask("cache", "--conversation", "nobodys").exit()).isEqualTo(3);
    assertThat(ask("cache", "--since", "soon").exit()).isEqualTo(2);
  }

  private static List<String> causes(Node report) {
    return report.each("losses").stream().map(loss -> loss.text("cause", "")).toList();
  }

  private static Outcome ask(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--server";
    all[args.length + 1] = server;
    return new Journey(home).run(all);
  }

  private static void send(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/v1/traces"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private static String call(
      String trace, int span, long second, String rules, int tokens, String... said) {
    StringBuilder messages = new StringBuilder("[" + message("user", LONG));
    for (String one : said) {
      messages.append(',').append(message("user", one));
    }
    return """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00f067aa0ba902b%d",
         "name":"chat","startTimeUnixNano":"%d000000000","endTimeUnixNano":"%d000000000",
         "attributes":[%s,%s,%s,%s,%s,%s,
          {"key":"gen_ai.usage.input_tokens","value":{"intValue":"%d"}},
          {"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"0"}}]}]}]}]}
        """
        .formatted(
            trace,
            span,
            second,
            second + 1,
            text("gen_ai.operation.name", "chat"),
            text("gen_ai.provider.name", "openai"),
            text("gen_ai.request.model", "gpt-4o-2024-08-06"),
            text("gen_ai.conversation.id", "order-4711"),
            text(
                "gen_ai.system_instructions",
                "[{\"type\":\"text\",\"content\":" + quoted(rules) + "}]"),
            text("gen_ai.input.messages", messages + "]"),
            tokens);
  }

  private static String message(String role, String text) {
    return "{\"role\":\""
        + role
        + "\",\"parts\":[{\"type\":\"text\",\"content\":"
        + quoted(text)
        + "}]}";
  }

  private static String text(String key, String value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":" + quoted(value) + "}}";
  }

  private static String quoted(String text) {
    return Json.write(JsonValue.of(text));
  }
}
