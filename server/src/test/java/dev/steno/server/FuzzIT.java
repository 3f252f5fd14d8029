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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies that were broken by chance, sent over real sockets. */
final class FuzzIT {
  private static final boolean LONG = Boolean.getBoolean("steno.long");
  private static final int REQUESTS = LONG ? 2_000_000 : 100_000;
  private static final long SEED = 20_260_203L;
  private static final int AT_ONCE = 64;
  private static final List<String> PATHS = List.of("/v1/traces", "/v1/logs", "/v1/metrics");
  private static final String GRPC = "/opentelemetry.proto.collector.";
  private static final List<String> METHODS =
      List.of(
          GRPC + "trace.v1.TraceService/Export",
          GRPC + "logs.v1.LogsService/Export",
          GRPC + "metrics.v1.MetricsService/Export");

  private static final String FEEDBACK =
      "{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"score\":1e3,\"label\":\"a\"}";
  private static final List<String> TARGETS =
      List.of(
          "/api/v1/traces?q=status:error%20model:gpt*%20latency:%3E2s%20%22free%22&limit=20",
          "/api/v1/traces/0af7651916cd43dd8448eb211c80319c?expand=messages",
          "/api/v1/conversations/conv-1?limit=3&cursor=abc",
          "/api/v1/traces/0af7651916cd43dd8448eb211c80319c/blobs/" + "0".repeat(64),
          "/p/default/traces?x=y",
          "/assets/page-1a2b3c.js");

  @Test
  void nothing_that_is_sent_makes_the_server_fail() throws InterruptedException {
    try (RunningServer server = RunningServer.start()) {
      WebClient client = WebClient.of("h2c://127.0.0.1:" + server.port());
      Random random = new Random(SEED);
      Mutations mutations = new Mutations(random);
      Semaphore permits = new Semaphore(AT_ONCE);
      Map<String, AtomicLong> answers = new ConcurrentHashMap<>();

      for (int i = 0; i < REQUESTS; i++) {
        HttpRequest request = i % 4 == 3 ? grpc(mutations, random) : http(mutations, random);
        permits.acquire();
        client
            .execute(request)
            .aggregate()
            .handle(
                (answer, thrown) -> {
                  permits.release();
                  String kind = thrown == null ? kind(answer) : thrown.getClass().getName();
                  answers.computeIfAbsent(kind, name -> new AtomicLong()).incrementAndGet();
                  return null;
                });
      }
      permits.acquire(AT_ONCE);

      System.out.println("fuzz: seed " + SEED + ", " + REQUESTS + " requests, " + answers);
      assertThat(answers.keySet())
          .isSubsetOf("200", "400", "413", "415", "grpc 0", "grpc 3", "grpc 8", "grpc 12")
          .contains("200", "400", "grpc 0", "grpc 3");
      assertThat(server.get("/metrics").text())
          .contains("steno_unforeseen_failures_total 0.0", "steno_request_bytes_held 0.0");
      assertThat(server.postJson("/v1/traces", Otlp.json(1, "after")).status()).isEqualTo(200);
    }
  }

  private static HttpRequest http(Mutations mutations, Random random) {
    boolean json = random.nextBoolean();
    byte[] body = mutations.of(json ? Mutations.Form.JSON : Mutations.Form.PROTOBUF);
    RequestHeadersBuilder headers =
        RequestHeaders.builder(HttpMethod.POST, PATHS.get(random.nextInt(PATHS.size())))
            .set("content-type", json ? Otlp.JSON : Otlp.PROTOBUF);
    if (random.nextInt(4) == 0) {
      headers.set("content-encoding", "gzip");
      body = mutations.sometimes(Otlp.gzip(body));
    }
    if (random.nextInt(100) == 0) {
      headers.set("content-type", "application/" + random.nextInt(9));
    }
    return HttpRequest.of(headers.build(), HttpData.wrap(body));
  }

  private static HttpRequest grpc(Mutations mutations, Random random) {
    boolean gzip = random.nextInt(4) == 0;
    byte[] body = mutations.of(Mutations.Form.PROTOBUF);
    byte[] frame = mutations.sometimes(Otlp.frame(gzip ? 1 : 0, gzip ? Otlp.gzip(body) : body));
    RequestHeadersBuilder headers =
        RequestHeaders.builder(HttpMethod.POST, METHODS.get(random.nextInt(METHODS.size())))
            .set("content-type", "application/grpc")
            .set("te", "trailers")
            .set("grpc-encoding", gzip ? "gzip" : "identity");
    return HttpRequest.of(headers.build(), HttpData.wrap(frame));
  }

  private static String kind(AggregatedHttpResponse answer) {
    String code = answer.headers().get("grpc-status", answer.trailers().get("grpc-status", "none"));
    return code.equals("none") ? answer.status().codeAsText() : "grpc " + code;
  }

  @Test
  void nothing_that_is_asked_of_the_api_makes_the_server_fail() {
    try (RunningServer server = RunningServer.start()) {
      server.storage().traces().append(Traces.agentWithCall()).join();
      Random random = new Random(SEED);
      Mutations mutations = new Mutations(random);
      List<String> failed = new ArrayList<>();

      for (int i = 0; i < REQUESTS / 50; i++) {
        String target = broken(mutations, TARGETS.get(random.nextInt(TARGETS.size())));
        String feedback = broken(mutations, FEEDBACK);
        String answer = server.raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        int status = server.postJson("/api/v1/feedback", feedback).status();
        if (!answer.matches("(?s)HTTP/1.1 [234].*")) {
          failed.add(target + " -> " + answer);
        }
        if (status != 201 && status != 400) {
          failed.add(feedback + " -> " + status);
        }
      }

      assertThat(failed).isEmpty();
      assertThat(server.get("/metrics").text()).contains("steno_unforeseen_failures_total 0.0");
    }
  }

  /** The text broken, but still in one line. */
  private static String broken(Mutations mutations, String text) {
    byte[] bytes = mutations.mutated(text.getBytes(StandardCharsets.ISO_8859_1));
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "%0A");
  }
}
