// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporters that JavaScript applications use, against the packaged program. */
class NpmExportersIT {

  @Test
  void every_npm_exporter_delivers_plain_and_gzipped(@TempDir Path data) throws Exception {
    try (RunningSteno steno = RunningSteno.serve(data)) {
      Map<String, String> sent = send(steno);

      assertThat(sent.values())
          .containsExactlyInAnyOrder(
              "json-none", "json-gzip", "proto-none", "proto-gzip", "grpc-none", "grpc-gzip");
      sent.forEach((id, name) -> arrivedWhole(steno.get("/api/v1/traces/" + id), name));
    }
  }

  private static void arrivedWhole(JsonObject trace, String name) {
    assertThat(elements(trace, "spans"))
        .extracting(span -> span.text("name"), span -> span.text("type"))
        .containsExactlyInAnyOrder(
            tuple(name, "SPAN"),
            tuple("chat gpt-a", "GENERATION"),
            tuple("chat gpt-b", "GENERATION"));
    assertThat(trace.get("messages").toString()).contains("sent by " + name).contains("ok");
  }

  private static List<JsonObject> elements(JsonObject json, String name) {
    return ((JsonArray) json.get(name)).elements().stream().map(JsonObject.class::cast).toList();
  }

  private static Map<String, String> send(RunningSteno steno) throws Exception {
    Path folder = Path.of("exporters");
    run(folder, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
    String output =
        run(folder, "node", "send.mjs", steno.uri("").toString(), steno.grpc().toString());
    Map<String, String> sent = new TreeMap<>();
    output.lines().map(line -> line.split(" ")).forEach(line -> sent.put(line[0], line[1]));
    return sent;
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output;
  }
}
