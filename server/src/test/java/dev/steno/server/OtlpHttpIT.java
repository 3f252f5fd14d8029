// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.server.RunningServer.Answer;
import dev.steno.storage.StorageException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OtlpHttpIT {
  private static final String TRACES = "/v1/traces";
  private static final int MAX_BODY = 1 << 20;

  private StubbornStorage storage;
  private RunningServer server;

  @BeforeEach
  void start() {
    storage = new StubbornStorage();
    server = RunningServer.start(storage, config -> config.maxBody(MAX_BODY));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_is_wholly_accepted_is_answered_as_briefly_as_it_can_be() {
    Answer protobuf = server.post(TRACES, Otlp.PROTOBUF, Otlp.protobuf(1));
    Answer json = server.postJson(TRACES, Otlp.json(2, "default"));
    Answer empty = server.post(TRACES, Otlp.PROTOBUF, new byte[0]);

    assertThat(protobuf.status()).isEqualTo(200);
    assertThat(protobuf.header("content-type")).isEqualTo("application/x-protobuf");
    assertThat(protobuf.bytes()).isEmpty();
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.header("content-type")).startsWith("application/json");
    assertThat(json.text()).isEqualTo("{}");
    assertThat(empty.status()).isEqualTo(200);
    assertThat(server.get("/api/v1/traces").text())
        .contains("0af7651916cd43dd0000000000000001", "0af7651916cd43dd0000000000000002");
  }

  @Test
  void a_bad_span_costs_none_of_the_good_ones() throws IOException {
    Answer answer = server.post(TRACES, Otlp.PROTOBUF, Otlp.protobufWithOneBadSpan(3));

    ExportTraceServiceResponse response = ExportTraceServiceResponse.parseFrom(answer.bytes());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(response.getPartialSuccess().getErrorMessage()).isNotEmpty();
    assertThat(server.get("/api/v1/traces/0af7651916cd43dd0000000000000003").status())
        .isEqualTo(200);
  }

  @Test
  void a_body_that_cannot_be_read_is_a_status_in_its_own_form() throws IOException {
    byte[] cut = Arrays.copyOf(Otlp.protobuf(4), 20);

    Answer protobuf = server.post(TRACES, Otlp.PROTOBUF, cut);
    Answer json = server.postJson(TRACES, "{\"resourceSpans\":[{");
    Answer notGzip = server.post(TRACES, Otlp.PROTOBUF, cut, "content-encoding", "gzip");

    assertThat(protobuf.status()).isEqualTo(400);
    assertThat(protobuf.header("content-type")).isEqualTo("application/x-protobuf");
    assertThat(RpcStatus.parse(protobuf.bytes()).code()).isEqualTo(3);
    assertThat(RpcStatus.parse(protobuf.bytes()).message()).isNotEmpty();
    assertThat(json.status()).isEqualTo(400);
    assertThat(json.text()).startsWith("{\"code\":3,\"message\":\"");
    assertThat(notGzip.status()).isEqualTo(400);
  }

  @Test
  void other_methods_types_and_encodings_are_refused() {
    Answer get = server.get(TRACES);
    Answer type = server.post(TRACES, "text/plain", new byte[0]);
    Answer encoding = server.post(TRACES, Otlp.PROTOBUF, new byte[0], "content-encoding", "zstd");
    Answer parameters = server.post(TRACES, "Application/JSON; charset=utf-8", bytes("{}"));

    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("allow")).isEqualTo("POST, OPTIONS");
    assertThat(type.status()).isEqualTo(415);
    assertThat(type.text()).contains("application/x-protobuf");
    assertThat(encoding.status()).isEqualTo(415);
    assertThat(encoding.header("accept-encoding")).isEqualTo("gzip");
    assertThat(parameters.status()).isEqualTo(200);
    assertThat(server.post("/v1/profiles", Otlp.PROTOBUF, new byte[0]).status()).isEqualTo(404);
    assertThat(server.post("/v1/trace", Otlp.PROTOBUF, new byte[0]).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/traces", "/otel/v1/traces", "/api/public/otel/v1/traces", "/api/v1/traces"})
  void any_prefix_is_taken(String path) {
    assertThat(server.post(path, Otlp.PROTOBUF, Otlp.protobuf(5)).status()).isEqualTo(200);
    assertThat(server.get("/api/v1/traces").text()).contains("0af7651916cd43dd0000000000000005");
  }

  @Test
  void more_than_the_limit_is_refused_before_and_after_inflating() {
    byte[] large = new byte[MAX_BODY + 1];

    Answer announced = server.post(TRACES, Otlp.PROTOBUF, large);
    Answer chunked =
        server.send(
            server
                .request(TRACES)
                .header("content-type", Otlp.PROTOBUF)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large))));
    Answer bomb =
        server.post(TRACES, Otlp.PROTOBUF, Otlp.bomb(MAX_BODY + 1L), "content-encoding", "gzip");

    assertThat(announced.status()).isEqualTo(413);
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(bomb.status()).isEqualTo(413);
    assertThat(RpcStatus.parse(bomb.bytes()).code()).isEqualTo(8);
    assertThat(server.get("/metrics").text()).contains("steno_request_bytes_held 0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "OVERLOADED, 429, 8",
    "FULL, 503, 14",
    "CLOSED, 503, 14",
    "LOCKED, 503, 14",
    "DAMAGED, 503, 14",
    "NEWER_FORMAT, 503, 14",
    "FAILED, 503, 14",
  })
  void what_the_store_cannot_keep_is_to_be_sent_again(
      StorageException.Kind kind, int status, int code) {
    storage.failWith(kind);

    Answer answer = server.post(TRACES, Otlp.PROTOBUF, Otlp.protobuf(6));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
    assertThat(RpcStatus.parse(answer.bytes()).code()).isEqualTo(code);
    assertThat(RpcStatus.parse(answer.bytes()).message()).doesNotContain("/secret/path");
    assertThat(server.get("/api/v1/traces").text()).doesNotContain("/secret/path");
    assertThat(server.get("/readyz").status()).isEqualTo(503);
    assertThat(server.get("/healthz").status()).isEqualTo(200);
    assertThat(server.get("/metrics").text())
        .contains("steno_store_errors_total{kind=\"" + kind.name().toLowerCase() + "\"} 1.0");
  }

  @Test
  void the_answer_comes_after_the_store_has_synced() throws Exception {
    var held = storage.hold();

    var answer =
        server
            .client()
            .sendAsync(
                server
                    .request(TRACES)
                    .header("content-type", Otlp.PROTOBUF)
                    .POST(BodyPublishers.ofByteArray(Otlp.protobuf(7)))
                    .build(),
                java.net.http.HttpResponse.BodyHandlers.ofByteArray());
    storage.asked().get();
    assertThat(server.get("/metrics").text()).contains("steno_appends_pending 1.0");
    assertThat(answer).isNotDone();
    held.complete(null);

    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(server.get("/metrics").text())
        .contains("steno_appends_pending 0.0", "steno_spans_total{outcome=\"accepted\"} 1.0");
  }

  @Test
  void the_header_names_the_project_and_overrules_the_batch() {
    server.postJson(TRACES, Otlp.json(8, "blue"));
    server.postJson(TRACES, Otlp.json(9, "blue"), "x-steno-project", "green");

    assertThat(server.get("/api/v1/traces?project=blue").text())
        .contains("0000000000000008\"")
        .doesNotContain("0000000000000009\"");
    assertThat(server.get("/api/v1/traces?project=green").text()).contains("0000000000000009\"");
  }

  @Test
  void a_key_names_the_project_whatever_the_batch_and_the_header_say() {
    String admin = server.key("red", "admin");
    server.postJson(
        TRACES, Otlp.json(10, "blue"), "authorization", "Bearer " + admin, "x-steno-project", "x");

    assertThat(server.get("/api/v1/traces", "authorization", "Bearer " + admin).text())
        .contains("\"project\":\"red\"", "000000000000000a\"");
    Answer stranger = server.post(TRACES, Otlp.PROTOBUF, Otlp.protobuf(11));
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(RpcStatus.parse(stranger.bytes()).code()).isEqualTo(16);
  }

  @Test
  void what_was_sent_twice_is_kept_once() {
    server.post(TRACES, Otlp.PROTOBUF, Otlp.protobuf(12));
    Answer again = server.post(TRACES, Otlp.PROTOBUF, Otlp.protobuf(12));

    assertThat(again.status()).isEqualTo(200);
    assertThat(server.get("/api/v1/traces").text()).containsOnlyOnce("\"trace_id\"");
    assertThat(server.get("/metrics").text())
        .contains("steno_spans_total{outcome=\"duplicate\"} 1.0");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
