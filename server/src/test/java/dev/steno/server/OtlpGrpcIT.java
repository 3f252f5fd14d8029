// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.steno.storage.StorageException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OtlpGrpcIT {
  private static final String EXPORT =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final int MAX_BODY = 1 << 20;

  private StubbornStorage storage;
  private RunningServer server;
  private WebClient client;

  @BeforeEach
  void start() {
    storage = new StubbornStorage();
    server = RunningServer.start(storage, config -> config.maxBody(MAX_BODY));
    client = WebClient.of("h2c://127.0.0.1:" + server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_message_is_answered_by_a_message_and_a_trailer() {
    AggregatedHttpResponse answer = call(EXPORT, Otlp.frame(0, Otlp.protobuf(1)));
    AggregatedHttpResponse compressed =
        call(EXPORT, Otlp.frame(1, Otlp.gzip(Otlp.protobuf(2))), "grpc-encoding", "gzip");

    assertThat(answer.status().code()).isEqualTo(200);
    assertThat(answer.contentType().toString()).isEqualTo("application/grpc");
    assertThat(answer.content().array()).containsExactly(0, 0, 0, 0, 0);
    assertThat(answer.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(compressed.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(server.get("/api/v1/traces").text())
        .contains("0000000000000001\"", "0000000000000002\"");
  }

  @Test
  void a_bad_span_costs_none_of_the_good_ones() {
    AggregatedHttpResponse answer = call(EXPORT, Otlp.frame(0, Otlp.protobufWithOneBadSpan(3)));

    assertThat(answer.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(answer.content().length()).isGreaterThan(5);
    assertThat(server.get("/api/v1/traces").text()).contains("0000000000000003\"");
  }

  @Test
  void what_is_no_whole_message_is_an_invalid_argument() {
    byte[] cut = java.util.Arrays.copyOf(Otlp.protobuf(4), 20);

    assertThat(code(call(EXPORT, Otlp.frame(0, cut)))).isEqualTo("3");
    assertThat(code(call(EXPORT, new byte[0]))).isEqualTo("3");
    assertThat(code(call(EXPORT, new byte[] {0, 0, 0, 0, 9, 1}))).isEqualTo("3");
    assertThat(code(call(EXPORT, Otlp.frame(7, new byte[0])))).isEqualTo("3");
    assertThat(code(call(EXPORT, Otlp.frame(1, cut), "grpc-encoding", "gzip"))).isEqualTo("3");
    AggregatedHttpResponse answer = call(EXPORT, Otlp.frame(0, cut));
    assertThat(answer.headers().get("grpc-message")).isNotEmpty();
    assertThat(details(answer).code()).isEqualTo(3);
  }

  @Test
  void unknown_methods_and_encodings_are_unimplemented() {
    assertThat(code(call("/opentelemetry.Nothing/Export", Otlp.frame(0, new byte[0]))))
        .isEqualTo("12");
    assertThat(code(call(EXPORT, Otlp.frame(1, new byte[0]), "grpc-encoding", "snappy")))
        .isEqualTo("12");
    assertThat(code(call(EXPORT, Otlp.frame(1, new byte[0])))).isEqualTo("12");
    assertThat(server.get(EXPORT).status()).isEqualTo(405);
    assertThat(server.post(EXPORT, "application/grpc+json", new byte[0]).status()).isEqualTo(415);
    assertThat(server.post(EXPORT, "text/plain", new byte[0]).status()).isEqualTo(415);
  }

  @Test
  void more_than_the_limit_is_resource_exhausted_before_and_after_inflating() {
    assertThat(code(call(EXPORT, Otlp.frame(0, new byte[MAX_BODY + 1])))).isEqualTo("8");
    assertThat(code(call(EXPORT, Otlp.frame(1, Otlp.bomb(MAX_BODY + 1L)), "grpc-encoding", "gzip")))
        .isEqualTo("8");
  }

  @ParameterizedTest
  @CsvSource({"OVERLOADED, 8", "FULL, 14", "CLOSED, 14", "FAILED, 14"})
  void what_the_store_cannot_keep_is_to_be_sent_again(StorageException.Kind kind, String code) {
    storage.failWith(kind);

    AggregatedHttpResponse answer = call(EXPORT, Otlp.frame(0, Otlp.protobuf(6)));

    assertThat(code(answer)).isEqualTo(code);
    assertThat(details(answer).hasDetails()).as("RetryInfo").isTrue();
  }

  @Test
  void keys_and_scopes_hold_here_too() {
    String read = server.key("default", "read");

    assertThat(code(call(EXPORT, Otlp.frame(0, Otlp.protobuf(7))))).isEqualTo("16");
    assertThat(
            code(call(EXPORT, Otlp.frame(0, Otlp.protobuf(7)), "authorization", "Bearer " + read)))
        .isEqualTo("7");
  }

  @Test
  void a_host_that_may_be_rebound_is_refused() {
    AggregatedHttpResponse answer =
        call(EXPORT, Otlp.frame(0, Otlp.protobuf(8)), ":authority", "evil.example");

    assertThat(code(answer)).isEqualTo("7");
  }

  private AggregatedHttpResponse call(String path, byte[] body, String... headers) {
    RequestHeadersBuilder head =
        RequestHeaders.builder(HttpMethod.POST, path)
            .set("content-type", "application/grpc")
            .set("te", "trailers");
    for (int i = 0; i < headers.length; i += 2) {
      head.set(headers[i], headers[i + 1]);
    }
    return client.execute(HttpRequest.of(head.build(), HttpData.wrap(body))).aggregate().join();
  }

  private static String code(AggregatedHttpResponse answer) {
    assertThat(answer.status().code()).isEqualTo(200);
    return answer.headers().get("grpc-status", "none");
  }

  private static RpcStatus details(AggregatedHttpResponse answer) {
    return RpcStatus.parse(
        Base64.getDecoder().decode(answer.headers().get("grpc-status-details-bin", "")));
  }
}
