// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CassetteServerIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final Cassettes cassettes = Cassettes.besideRepository();

  @BeforeEach
  void need() {
    assumeTrue(cassettes.exist(), "no recorded traffic at " + cassettes.folder());
  }

  @Test
  void every_response_comes_back_byte_for_byte_in_the_recorded_order() throws Exception {
    assertThat(cassettes.names()).isNotEmpty();
    for (String name : cassettes.names()) {
      List<Recorded> calls = cassettes.read(name);
      assertThat(calls).as(name).isNotEmpty();

      try (CassetteServer server = CassetteServer.start(calls)) {
        for (Recorded call : calls) {
          HttpResponse<byte[]> response = post(server.at(call.uri()), call.request(), "gzip, br");

          assertThat(response.statusCode()).as(name).isEqualTo(call.status());
          assertThat(response.body()).as(name).isEqualTo(call.body());
          assertThat(response.headers().firstValue("content-type").orElse(null))
              .as(name)
              .isEqualTo(call.header("content-type"));
        }
        assertThat(server.left()).as(name).isZero();
      }
    }
  }

  @Test
  void a_compressed_body_is_inflated_for_a_client_that_does_not_ask_for_it() throws Exception {
    Recorded call = cassettes.read("anthropic-prompt-caching").get(0);
    assertThat(call.compressed()).isTrue();

    try (CassetteServer server = CassetteServer.start(List.of(call))) {
      HttpResponse<byte[]> response = post(server.at(call.uri()), "{}", "identity");

      assertThat(response.body()).isEqualTo(call.plainBody());
      assertThat(response.headers().firstValue("content-encoding")).isEmpty();
    }
  }

  @Test
  void keeps_what_was_asked_and_has_nothing_for_other_paths() throws Exception {
    List<Recorded> calls = cassettes.read("ollama-chat-stream-ndjson");

    try (CassetteServer server = CassetteServer.start(calls)) {
      HttpResponse<byte[]> other = post(server.at(URI.create("http://any/api/show")), "x", "gzip");
      post(server.at(calls.get(0).uri()), "{\"model\":\"m\"}", "gzip");
      HttpResponse<byte[]> again = post(server.at(calls.get(0).uri()), "{}", "gzip");

      assertThat(other.statusCode()).isEqualTo(404);
      assertThat(again.statusCode()).isEqualTo(404);
      CassetteServer.Received received = server.received().get(1);
      assertThat(received.uri().getPath()).isEqualTo("/api/chat");
      assertThat(received.body()).isEqualTo("{\"model\":\"m\"}");
      assertThat(received.headers().get("accept-encoding")).containsExactly("gzip");
    }
  }

  private static HttpResponse<byte[]> post(URI uri, String body, String accepted)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept-Encoding", accepted)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofByteArray());
  }
}
