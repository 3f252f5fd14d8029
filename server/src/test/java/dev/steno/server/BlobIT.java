// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Exchange;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.server.RunningServer.Answer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlobIT {
  private static final String TRACE = "/api/v1/traces/" + Traces.TRACE.hex();
  private static final Pattern SHA256 = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, image/png, inline",
    "IMAGE/PNG; x=y, image/png, inline",
    "application/pdf, application/pdf, inline",
    "audio/wav, audio/wav, inline",
    "image/svg+xml, application/octet-stream, attachment",
    "text/html, application/octet-stream, attachment",
    "application/xhtml+xml, application/octet-stream, attachment",
    ", application/octet-stream, attachment",
  })
  void only_what_holds_no_script_is_shown(String sent, String answered, String disposition) {
    byte[] bytes = new byte[4096];
    new Random(1).nextBytes(bytes);
    append(bytes, sent);
    Matcher reference = SHA256.matcher(server.get(TRACE).text());
    assertThat(reference.find()).isTrue();

    Answer blob = server.get(TRACE + "/blobs/" + reference.group(1));

    assertThat(blob.status()).isEqualTo(200);
    assertThat(blob.bytes()).isEqualTo(bytes);
    assertThat(blob.header("content-type")).isEqualTo(answered);
    assertThat(blob.header("content-disposition")).startsWith(disposition);
    assertThat(blob.header("content-security-policy")).isEqualTo("sandbox; default-src 'none'");
    assertThat(blob.header("x-content-type-options")).isEqualTo("nosniff");
  }

  @Test
  void a_blob_is_reached_through_its_trace_only() {
    append(new byte[4096], "image/png");
    String sha256 = "0".repeat(64);

    assertThat(server.get(TRACE + "/blobs/" + sha256).status()).isEqualTo(404);
    assertThat(server.get(TRACE + "/blobs/nonsense").status()).isIn(400, 404);
  }

  private void append(byte[] bytes, String mediaType) {
    Media.Source source = new Media.Base64(Base64.getEncoder().encodeToString(bytes), mediaType);
    Message message =
        new Message(
            "user", List.of(new Media(Media.Kind.IMAGE, source)), null, List.of(), null, null);
    Span span = Traces.call("default", Traces.TRACE, "m").span();
    Exchange exchange = new Exchange(null, List.of(), List.of(message), null);
    server
        .storage()
        .traces()
        .append(List.of(new SpanPart(SpanPart.Kind.SPAN, 0, Traces.START, span, exchange)))
        .join();
  }
}
