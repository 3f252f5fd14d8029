// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.steno.client.Steno;
import dev.steno.junit.RecordSteno;
import dev.steno.junit.RecordedSpan;
import dev.steno.junit.RecordedSpans;
import dev.steno.model.SpanType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class SupportTest {

  @Test
  @RecordSteno
  void an_answer_is_recorded_with_the_tool_that_was_asked(Steno steno, RecordedSpans spans) {
    assertEquals("In Kassel.", new Support(steno).answer("1042"));

    RecordedSpan message = spans.ofType(SpanType.MESSAGE).only().hasOutput("In Kassel.");
    spans.ofType(SpanType.TOOL).only().isBelow(message).hasOutput("{\"place\":\"Kassel\"}");
    spans.failed().isEmpty();
  }

  @Test
  void what_is_recorded_arrives_where_the_client_is_told_to_send_it() throws IOException {
    List<String> bodies = new CopyOnWriteArrayList<>();
    HttpServer server = server(bodies);
    try (Steno steno = Steno.builder().endpoint(address(server)).startParts(false).build()) {
      new Support(steno).answer("1042");

      assertTrue(steno.flush(Duration.ofSeconds(30)));

      assertEquals(2, steno.counts().delivery().sent());
      assertTrue(String.join("", bodies).contains("Where is order 1042?"));
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer server(List<String> bodies) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          byte[] sent = exchange.getRequestBody().readAllBytes();
          byte[] body = new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes();
          bodies.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }
}
