// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Goes through every door of a server with keys of its own in every place. For one thread. */
final class Doors {
  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final String LOGS = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
  private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

  private final RunningSteno steno;
  private final PlantedKeys keys;
  private final long start = System.currentTimeMillis() * 1_000_000;
  private final WebClient http;
  private final WebClient grpc;
  private int sent;

  Doors(RunningSteno steno, PlantedKeys keys) {
    this.steno = steno;
    this.keys = keys;
    this.http =
        WebClient.builder(steno.uri("/").toString())
            .responseTimeoutMillis(60_000)
            .maxResponseLength(64 << 20)
            .build();
    this.grpc = WebClient.of("h2c://" + steno.grpc().getAuthority());
  }

  /** The bodies of a door. */
  PlantedBodies bodies(String door) {
    return new PlantedBodies(place -> keys.text(door, place), start);
  }

  /** Sends what is taken: traces, late content, and feedback. */
  void sendAll() {
    for (boolean gzip : new boolean[] {false, true}) {
      String by = gzip ? " with gzip" : "";
      assertThat(post("/v1/traces", PROTOBUF, gzip, bodies("http" + by).traces(next())))
          .isEqualTo(200);
      assertThat(post("/v1/traces", MediaType.JSON, gzip, json("json" + by))).isEqualTo(200);
      assertThat(call(TRACES, gzip, bodies("grpc" + by).traces(next()))).isEqualTo("0");
      assertThat(post("/v1/logs", PROTOBUF, gzip, late("http logs" + by))).isEqualTo(200);
      assertThat(call(LOGS, gzip, late("grpc logs" + by))).isEqualTo("0");
    }
    assertThat(steno.post("/api/v1/feedback", feedback())).isEqualTo(201);
  }

  private byte[] json(String door) {
    return bodies(door).json(next()).getBytes(StandardCharsets.UTF_8);
  }

  /** What was said in a call that is there already. */
  private byte[] late(String door) {
    String trace = next();
    assertThat(post("/v1/traces", PROTOBUF, false, bodies(door).bare(trace))).isEqualTo(200);
    return bodies(door).logs(trace);
  }

  private String feedback() {
    StringBuilder json = new StringBuilder("{\"trace_id\":\"" + trace(1) + '"');
    for (String member : List.of("name", "label", "outcome", "comment", "author")) {
      json.append(",\"").append(member).append("\":\"").append(keys.text("feedback", member));
      json.append('"');
    }
    String retry = keys.text("feedback", "idempotency key");
    return json.append(",\"idempotency_key\":\"").append(retry).append("\"}").toString();
  }

  /** Sends what no door takes. */
  void sendWhatIsRefused() {
    String text = keys.text("refused", "body");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String key = keys.key("refused", "id");
    String cut = new String(json("refused JSON"), StandardCharsets.UTF_8).substring(0, 400);

    assertThat(post("/v1/traces", MediaType.JSON, false, bytes)).isEqualTo(400);
    assertThat(post("/v1/traces", PROTOBUF, false, bytes)).isEqualTo(400);
    assertThat(post("/v1/traces", PROTOBUF, true, bytes)).isEqualTo(400);
    assertThat(post("/v1/" + keys.key("refused", "path"), PROTOBUF, false, bytes))
        .isBetween(400, 499);
    assertThat(steno.post("/v1/traces", cut)).isEqualTo(400);
    assertThat(steno.post("/v1/traces", bodies("refused id").json(key))).isBetween(200, 499);
    assertThat(steno.post("/api/v1/feedback", "{\"trace_id\":\"" + key + "\"}")).isEqualTo(400);
    assertThat(steno.post("/api/v1/feedback", "{\"" + key + "\":1}")).isEqualTo(400);
    assertThat(steno.post("/api/v1/import", "{\"trace_id\":\"" + key + "\"}")).isEqualTo(200);
    assertThat(steno.post("/api/v1/projects", "{\"name\":\"\\n" + key + "\"}")).isEqualTo(400);
  }

  /** Writes what a project's export answers. */
  void export(String project, String format, Path file) throws IOException {
    RequestHeaders headers =
        RequestHeaders.of(
            HttpMethod.GET, "/api/v1/export?format=" + format, "x-steno-project", project);
    AggregatedHttpResponse answer = http.execute(headers).aggregate().join();
    assertThat(answer.status().code()).isEqualTo(200);
    Files.write(file, answer.content().array());
  }

  /** What the server says of all that was sent. */
  String answers() {
    StringBuilder all = new StringBuilder();
    all.append(get("/api/v1/traces?limit=500")).append(get("/metrics"));
    for (int i = 1; i <= sent; i++) {
      all.append(get("/api/v1/traces/" + trace(i) + "?expand=messages"));
    }
    return all.toString();
  }

  private String get(String path) {
    return http.get(path).aggregate().join().contentUtf8();
  }

  private int post(String path, MediaType type, boolean gzip, byte[] body) {
    var headers = RequestHeaders.builder(HttpMethod.POST, path).contentType(type);
    if (gzip) {
      headers.add("content-encoding", "gzip");
    }
    byte[] content = gzip && body.length > 100 ? PlantedBodies.gzip(body) : body;
    HttpRequest request = HttpRequest.of(headers.build(), HttpData.wrap(content));
    return http.execute(request).aggregate().join().status().code();
  }

  private String call(String path, boolean gzip, byte[] body) {
    RequestHeaders headers =
        RequestHeaders.builder(HttpMethod.POST, path)
            .add("content-type", "application/grpc")
            .add("te", "trailers")
            .add("grpc-encoding", gzip ? "gzip" : "identity")
            .build();
    HttpData frame = HttpData.wrap(PlantedBodies.frame(gzip, body));
    return grpc.execute(HttpRequest.of(headers, frame))
        .aggregate()
        .join()
        .trailers()
        .get("grpc-status", "none");
  }

  private String next() {
    sent++;
    return trace(sent);
  }

  /** The id of the trace that was sent as this one, from 1. */
  static String trace(int number) {
    return "%032x".formatted(0xabc000 + number);
  }
}
