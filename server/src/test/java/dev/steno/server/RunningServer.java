// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.Storage;
import dev.steno.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on a free port over a store in memory, and a client for it. For one thread. */
final class RunningServer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

  private final Storage storage;
  private final StenoServer server;
  private final HttpClient client;

  private RunningServer(Storage storage, StenoServer server) {
    this.storage = storage;
    this.server = server;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  static RunningServer start() {
    return start(config -> config);
  }

  static RunningServer start(UnaryOperator<ServerConfig.Builder> change) {
    return start(new MemoryStorage(Clock.systemUTC()), change);
  }

  static RunningServer start(Storage storage, UnaryOperator<ServerConfig.Builder> change) {
    return start(storage, Clock.systemUTC(), change);
  }

  static RunningServer start(
      Storage storage, Clock clock, UnaryOperator<ServerConfig.Builder> change) {
    ServerConfig.Builder config = ServerConfig.builder().port(0).grpcPort(-1);
    return new RunningServer(
        storage, StenoServer.start(change.apply(config).build(), storage, clock));
  }

  Storage storage() {
    return storage;
  }

  StenoServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** A GET; headers are names and values in turn. */
  Answer get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  Answer delete(String path, String... headers) {
    return send(request(path, headers).DELETE());
  }

  Answer method(String method, String path, String... headers) {
    return send(request(path, headers).method(method, BodyPublishers.noBody()));
  }

  Answer postJson(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  Answer putJson(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("content-type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  Answer post(String path, String type, byte[] body, String... headers) {
    return send(
        request(path, headers).header("content-type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  /** Makes a key over REST; {@code by} is a key that may, where one is needed. */
  String key(String project, String scope, String... by) {
    String json = "{\"project\":\"" + project + "\",\"scope\":\"" + scope + "\"}";
    String[] headers =
        by.length == 0 ? new String[0] : new String[] {"authorization", "Bearer " + by[0]};
    return String.valueOf(postJson("/api/v1/keys", json, headers).json().text("key"));
  }

  /** Sends bytes as they are and reads one answer, which must say how long it is. */
  String raw(String request) {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
      Matcher length = LENGTH.matcher(head);
      byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
      return head + new String(body, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    server.close();
    storage.close();
  }

  /** What came back. Immutable. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
      return response.body();
    }

    JsonObject json() {
      return (JsonObject) Json.parse(response.body());
    }

    /** The first value of a header, "" if there is none. */
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
      return status() + " " + text();
    }
  }
}
