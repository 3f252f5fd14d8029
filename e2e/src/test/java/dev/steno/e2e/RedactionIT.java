// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that is sent through any door is in no file, no line of the log and no answer. */
class RedactionIT {
  private static final String SECRET = "sk-proj-Xw4Kq9Zt2Lm7Rb5Vn8Cs3Jh6";

  /** Sent beside the secret, to be found: a search that finds nothing must be able to find. */
  private static final String MARKER = "kettle-and-leaf-" + Long.toHexString(System.nanoTime());

  private static final String PLANTED = MARKER + " " + SECRET;
  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final String LOGS = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
  private static final List<String> DEBUG =
      List.of("env", "JAVA_TOOL_OPTIONS=-Dorg.slf4j.simpleLogger.defaultLogLevel=debug");

  private final PlantedBodies bodies =
      new PlantedBodies(PLANTED, System.currentTimeMillis() * 1_000_000);
  private int sent;

  @Test
  void a_planted_key_is_in_no_file_log_or_answer(@TempDir Path data) throws Exception {
    steno("project", "set", "*", "--redact", "secrets", "--data", data.toString());
    String log;
    String answers;
    try (RunningSteno steno = RunningSteno.launch(DEBUG, "serve", data)) {
      sendAll(steno);
      sendWhatIsRefused(steno);
      answers = answers(steno);
      log = steno.output();
      // What was appended is in the log of the engine, uncompressed, until a checkpoint.
      steno.kill();
    }
    List<Path> afterKill = filesWith(data, SECRET);
    List<Path> marked = filesWith(data, MARKER);
    String said = steno("feedback", trace(1), "--comment", PLANTED, "--data", data.toString());
    String shown = steno("show", trace(1), "--messages", "--data", data.toString());

    assertThat(answers).contains(MARKER, "[redacted:openai]").doesNotContain(SECRET);
    assertThat(log).contains("DEBUG").doesNotContain(SECRET);
    assertThat(marked).isNotEmpty();
    assertThat(afterKill).isEmpty();
    assertThat(said + shown).contains(MARKER, "[redacted:openai]").doesNotContain(SECRET);
    assertThat(filesWith(data, SECRET)).isEmpty();
  }

  @Test
  void one_option_redacts_every_project(@TempDir Path data) throws Exception {
    try (RunningSteno steno = RunningSteno.serve(data, "--redact", "secrets,email")) {
      assertThat(steno.post("/v1/traces", bodies.json(trace(1)))).isEqualTo(200);
      assertThat(answers(steno)).contains(MARKER).doesNotContain(SECRET);
    }
  }

  private void sendAll(RunningSteno steno) {
    WebClient http = WebClient.of(steno.uri("/").toString());
    WebClient grpc = WebClient.of("h2c://" + steno.grpc().getAuthority());
    MediaType protobuf = MediaType.create("application", "x-protobuf");
    for (boolean gzip : new boolean[] {false, true}) {
      for (String path : List.of("/v1/traces", "/v1/logs")) {
        byte[] body = path.endsWith("logs") ? bodies.logs(next()) : bodies.traces(next());
        assertThat(status(http, path, protobuf, gzip, body)).isEqualTo(200);
      }
      byte[] json = bodies.json(next()).getBytes(StandardCharsets.UTF_8);
      assertThat(status(http, "/v1/traces", MediaType.JSON, gzip, json)).isEqualTo(200);
      for (String path : List.of(TRACES, LOGS)) {
        byte[] body = path.equals(LOGS) ? bodies.logs(next()) : bodies.traces(next());
        assertThat(call(grpc, path, gzip, body)).isEqualTo("0");
      }
    }
    String feedback =
        """
        {"trace_id":"%1$s","name":"n %2$s","label":"%2$s","outcome":"%2$s","comment":"c %2$s",
         "author":"%2$s","idempotency_key":"%2$s"}"""
            .formatted(trace(1), PLANTED);
    assertThat(steno.post("/api/v1/feedback", feedback)).isEqualTo(201);
  }

  private void sendWhatIsRefused(RunningSteno steno) {
    WebClient http = WebClient.of(steno.uri("/").toString());
    MediaType protobuf = MediaType.create("application", "x-protobuf");
    byte[] text = PLANTED.getBytes(StandardCharsets.UTF_8);
    String badIds = bodies.json(SECRET);

    assertThat(status(http, "/v1/traces", MediaType.JSON, false, text)).isEqualTo(400);
    assertThat(status(http, "/v1/traces", protobuf, false, text)).isEqualTo(400);
    assertThat(status(http, "/v1/traces", protobuf, true, text)).isEqualTo(400);
    assertThat(status(http, "/v1/" + SECRET, protobuf, false, text)).isBetween(400, 499);
    assertThat(steno.post("/v1/traces", bodies.json(next()).substring(0, 400))).isEqualTo(400);
    assertThat(steno.post("/v1/traces", badIds)).isBetween(200, 499);
    assertThat(steno.post("/api/v1/feedback", "{\"trace_id\":\"" + SECRET + "\"}")).isEqualTo(400);
    assertThat(steno.post("/api/v1/feedback", "{\"" + SECRET + "\":1}")).isEqualTo(400);
    assertThat(steno.post("/api/v1/projects", "{\"name\":\"\\n" + SECRET + "\"}")).isEqualTo(400);
  }

  private String answers(RunningSteno steno) {
    WebClient http = WebClient.of(steno.uri("/").toString());
    StringBuilder all = new StringBuilder();
    all.append(http.get("/api/v1/traces?limit=500").aggregate().join().contentUtf8());
    all.append(http.get("/metrics").aggregate().join().contentUtf8());
    for (int i = 1; i <= Math.max(1, sent); i++) {
      String path = "/api/v1/traces/" + trace(i) + "?expand=messages";
      all.append(http.get(path).aggregate().join().contentUtf8());
    }
    return all.toString();
  }

  private static int status(
      WebClient http, String path, MediaType type, boolean gzip, byte[] body) {
    var headers = RequestHeaders.builder(HttpMethod.POST, path).contentType(type);
    if (gzip) {
      headers.add("content-encoding", "gzip");
    }
    byte[] content = gzip && body.length > 100 ? PlantedBodies.gzip(body) : body;
    HttpRequest request = HttpRequest.of(headers.build(), HttpData.wrap(content));
    return http.execute(request).aggregate().join().status().code();
  }

  private static String call(WebClient grpc, String path, boolean gzip, byte[] body) {
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

  private static String trace(int number) {
    return "%032x".formatted(0xabc000 + number);
  }

  /** Runs a command to its end and returns what it printed. */
  private static String steno(String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(RunningSteno.java(), "-jar", RunningSteno.jar().toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("STENO_"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static List<Path> filesWith(Path directory, String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> found = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (bytes.contains(text)) {
          found.add(file);
        }
      }
      return found;
    }
  }
}
