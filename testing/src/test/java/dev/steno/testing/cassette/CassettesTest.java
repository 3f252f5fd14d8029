// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.cassette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassettesTest {
  @TempDir Path folder;

  @Test
  void a_body_that_yaml_folds_comes_out_as_it_was() throws Exception {
    write(
        """
        interactions:
        - request:
            body: '{"say": "it''s
              so"}'
            headers: {}
            method: POST
            uri: https://api.example/v1/chat?beta=true
          response:
            body:
              string: 'data: {"a":"
                b"}


                data: "é 😀"


                '
            headers:
              Content-Type:
              - text/event-stream
            status:
              code: 200
              message: OK
        version: 1
        """);

    Recorded call = only();

    assertThat(call.uri().getPath()).isEqualTo("/v1/chat");
    assertThat(call.request()).isEqualTo("{\"say\": \"it's so\"}");
    assertThat(call.status()).isEqualTo(200);
    assertThat(call.header("content-TYPE")).isEqualTo("text/event-stream");
    assertThat(call.body())
        .isEqualTo("data: {\"a\":\" b\"}\n\ndata: \"é 😀\"\n\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_compressed_body_is_kept_and_can_be_read() throws Exception {
    byte[] gzip = gzip("{\"ok\":true}");
    write(
        """
        interactions:
        - request: {uri: "https://api.example/v1/chat", method: POST}
          response:
            body:
              string: !!binary |
                %s
            headers: {Content-Encoding: [gzip]}
            status: {code: 200}
        """
            .formatted(Base64.getEncoder().encodeToString(gzip)));

    Recorded call = only();

    assertThat(call.body()).isEqualTo(gzip);
    assertThat(call.text()).isEqualTo("{\"ok\":true}");
  }

  @Test
  void a_parsed_body_is_its_json_with_its_numbers_as_they_stand() throws Exception {
    write(
        """
        interactions:
        - request: {uri: "https://api.example/v1/chat", method: POST, parsed_body: {n: 1.50}}
          response:
            parsed_body:
              created: 1758057212
              text: "2026-01-01"
              day: 2026-01-01
              none: null
              yes: true
              list: [1.0, 2]
            headers: {}
            status: {code: 429}
        """);

    Recorded call = only();

    assertThat(call.request()).isEqualTo("{\"n\":1.50}");
    assertThat(call.status()).isEqualTo(429);
    assertThat(Json.parse(call.text()))
        .isEqualTo(
            Json.parse(
                """
                {"created":1758057212,"text":"2026-01-01","day":"2026-01-01","none":null,
                 "yes":true,"list":[1.0,2]}"""));
  }

  @Test
  void knows_its_names_in_order_and_that_there_may_be_none() throws IOException {
    write("interactions: []");
    Files.writeString(folder.resolve("index.json"), "[]");

    assertThat(new Cassettes(folder).names()).containsExactly("one");
    assertThat(new Cassettes(folder.resolve("absent")).names()).isEmpty();
    assertThat(new Cassettes(folder.resolve("absent")).exist()).isFalse();
  }

  private void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("one.yaml"), yaml);
  }

  private Recorded only() {
    List<Recorded> calls = new Cassettes(folder).read("one");
    assertThat(calls).hasSize(1);
    return calls.get(0);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
