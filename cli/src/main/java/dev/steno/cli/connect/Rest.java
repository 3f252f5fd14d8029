// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.connect;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Failure;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A server's REST API. For one thread. Whatever goes wrong is a {@link Failure} with a sentence.
 *
 * <p>It stands on {@link HttpURLConnection}, which is loaded in a third of the time that the newer
 * client takes: most commands make one request and end.
 */
public final class Rest implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 120_000;
  private static final String JSON = "application/json";

  /** Files are written anew after a deletion. */
  private static final int DELETE_MILLIS = 3_600_000;

  private final URI base;
  private final @Nullable String key;
  private final @Nullable String project;
  private final Runnable atClose;

  /**
   * The API of a server.
   *
   * @param base the server's address, with its base path if it has one
   * @param key what to be known by; null if nothing
   * @param project the project to read and write; null for the key's own, else the default one
   * @param atClose what to end when this is closed
   */
  Rest(URI base, @Nullable String key, @Nullable String project, Runnable atClose) {
    this.base = base;
    this.key = key;
    this.project = project;
    this.atClose = atClose;
  }

  /** The API of a server by its address and a key, reading the default project. */
  public static Rest of(URI base, String key) {
    return new Rest(base, key, null, () -> {});
  }

  /** The server's address. */
  public URI address() {
    return base;
  }

  /** What to be known by there; null if nothing. */
  public @Nullable String key() {
    return key;
  }

  /** An answer as it came. */
  public record Answer(String body) {
    /** The answer read as JSON. */
    public Node node() {
      try {
        return new Node(Json.parse(body));
      } catch (CodecException e) {
        throw new Failure(
            Failure.Code.FAILED,
            "the server's answer is no JSON: is there something else at this address?",
            e);
      }
    }
  }

  /** Reads; parameters that are null are left out. */
  public Answer get(String path, Map<String, @Nullable String> query) {
    return answer("GET", path + query(query), null, JSON);
  }

  /** Reads without parameters. */
  public Answer get(String path) {
    return answer("GET", path, null, JSON);
  }

  /** Sends a body. */
  public Answer post(String path, JsonObject body) {
    return answer("POST", path, Json.writeBytes(body), JSON);
  }

  /** Replaces what is there. */
  public Answer put(String path, JsonObject body) {
    return answer("PUT", path, Json.writeBytes(body), JSON);
  }

  /** Sends lines of JSON. */
  public Answer postLines(String path, byte[] lines) {
    return answer("POST", path, lines, "application/x-ndjson");
  }

  /** Takes what is at the other end, as it comes. */
  public interface Taking {
    /** Reads the stream to its end. */
    void take(InputStream in) throws IOException;
  }

  /** Reads an answer of any length. What the stream throws is a server that has ended. */
  public void download(String path, Map<String, @Nullable String> query, Taking taking) {
    follow(open("GET", path + query(query), null, JSON), taking);
  }

  /** Sends a body and reads an answer of any length. */
  public void follow(String path, JsonObject body, Taking taking) {
    follow(open("POST", path, Json.writeBytes(body), JSON), taking);
  }

  private void follow(HttpURLConnection connection, Taking taking) {
    InputStream in;
    try {
      check(connection);
      in = connection.getInputStream();
    } catch (IOException e) {
      throw unreachable(e);
    }
    try (in) {
      taking.take(in);
    } catch (IOException e) {
      throw new Failure(
          Failure.Code.FAILED,
          "the server at " + base + " ended before its answer did: look at its log and try again.",
          e);
    }
  }

  /** Deletes. */
  public Answer delete(String path) {
    return answer("DELETE", path, null, JSON);
  }

  /** Deletes what parameters name; those that are null are left out. */
  public Answer delete(String path, Map<String, @Nullable String> query) {
    return answer("DELETE", path + query(query), null, JSON);
  }

  /**
   * Follows server-sent events until the server ends or {@code more} says false.
   *
   * @param more takes the data of each event
   */
  public void events(String path, Map<String, @Nullable String> query, Predicate<String> more) {
    try {
      HttpURLConnection connection = open("GET", path + query(query), null, JSON);
      connection.setReadTimeout(READ_MILLIS);
      check(connection);
      try (InputStream in = connection.getInputStream();
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        while (line != null) {
          if (line.startsWith("data:") && !more.test(line.substring(5).strip())) {
            return;
          }
          line = lines.readLine();
        }
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
    throw new Failure(
        Failure.Code.UNREACHABLE, "the server at " + base + " ended: start it and try again.");
  }

  /** A path segment from any text. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    atClose.run();
  }

  private Answer answer(String method, String path, byte @Nullable [] body, String type) {
    try {
      HttpURLConnection connection = open(method, path, body, type);
      check(connection);
      try (InputStream in = connection.getInputStream()) {
        return new Answer(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpURLConnection open(String method, String path, byte @Nullable [] body, String type) {
    try {
      return opened(method, path, body, type);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpURLConnection opened(String method, String path, byte @Nullable [] body, String type)
      throws IOException {
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + "/api/v1" + path);
    HttpURLConnection connection;
    try {
      connection = (HttpURLConnection) uri.toURL().openConnection();
    } catch (MalformedURLException | ClassCastException e) {
      throw new Failure(
          Failure.Code.USAGE, "server: " + base + " (expected: such as http://localhost:4318)", e);
    }
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(method.equals("DELETE") ? DELETE_MILLIS : READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    if (key != null) {
      connection.setRequestProperty("Authorization", "Bearer " + key);
    }
    if (project != null) {
      connection.setRequestProperty("x-steno-project", project);
    }
    if (body != null) {
      connection.setRequestProperty("Content-Type", type);
      connection.setDoOutput(true);
      connection.getOutputStream().write(body);
    }
    return connection;
  }

  private void check(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status >= 200 && status < 300) {
      return;
    }
    String detail = detail(connection);
    Failure.Code code =
        switch (status) {
          case 400, 422 -> Failure.Code.USAGE;
          case 404 -> Failure.Code.NOT_FOUND;
          default -> Failure.Code.FAILED;
        };
    if (status == 401 || status == 403) {
      detail += key == null ? " Give it with --api-key or STENO_API_KEY." : "";
    }
    throw new Failure(
        code, detail.isEmpty() ? "the server at " + base + " answered " + status + "." : detail);
  }

  private static String detail(HttpURLConnection connection) throws IOException {
    InputStream error = connection.getErrorStream();
    if (error == null) {
      return "";
    }
    try (error) {
      String body = new String(error.readAllBytes(), StandardCharsets.UTF_8);
      Node problem = new Node(Json.parse(body));
      return problem.text("detail", problem.text("title", ""));
    } catch (CodecException e) {
      return "";
    }
  }

  private Failure unreachable(IOException cause) {
    if (cause instanceof SSLException) {
      return new Failure(
          Failure.Code.FAILED,
          "the certificate of "
              + base
              + " is not trusted: name a trust store that has it with STENO_JAVA_OPTS="
              + "-Djavax.net.ssl.trustStore=FILE.",
          cause);
    }
    return new Failure(
        Failure.Code.UNREACHABLE,
        "no server answers at "
            + base
            + ": start one with 'steno serve', or name its address with --server or its data"
            + " directory with --data.",
        cause);
  }

  private static String query(Map<String, @Nullable String> query) {
    String joined =
        query.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> entry.getKey() + "=" + segment(String.valueOf(entry.getValue())))
            .collect(Collectors.joining("&"));
    return joined.isEmpty() ? "" : "?" + joined;
  }
}
