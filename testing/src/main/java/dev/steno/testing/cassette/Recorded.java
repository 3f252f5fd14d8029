// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.cassette;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider and the response to it. Immutable.
 *
 * <p>Where a recording kept the parsed JSON of a body and not its bytes, the body is that JSON in
 * one line.
 */
public final class Recorded {
  private final URI uri;
  private final byte[] request;
  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  private Recorded(JsonObject request, JsonObject response) {
    uri = URI.create(String.valueOf(request.text("uri")));
    this.request = bytes(request.get("body"), request.get("parsed_body"));
    status = Integer.parseInt(String.valueOf(object(response.get("status")).get("code")));
    headers = headers(object(response.get("headers")));
    JsonValue whole = response.get("body");
    JsonValue body = whole instanceof JsonObject nested ? nested.get("string") : whole;
    this.body = bytes(body, response.get("parsed_body"));
  }

  static Recorded of(JsonObject interaction) {
    return new Recorded(object(interaction.get("request")), object(interaction.get("response")));
  }

  /** The address that was asked. */
  public URI uri() {
    return uri;
  }

  /** The body of the request as text; "" if there was none. */
  public String request() {
    return new String(request, StandardCharsets.UTF_8);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The headers of the response, their names in lower case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header of the response; null if it had none. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** The body of the response as it came, compressed if it was. */
  public byte[] body() {
    return body.clone();
  }

  /** True if {@link #body()} is compressed. */
  public boolean compressed() {
    return "gzip".equals(header("content-encoding"));
  }

  /** The body of the response, not compressed. */
  public byte[] plainBody() {
    if (!compressed()) {
      return body();
    }
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return plain.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(uri + ": its recorded body is no gzip", e);
    }
  }

  /** The body of the response as text. */
  public String text() {
    return new String(plainBody(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(@Nullable JsonValue body, @Nullable JsonValue parsed) {
    if (body instanceof JsonObject binary && binary.text(YamlJson.BINARY) != null) {
      return Base64.getMimeDecoder().decode(binary.text(YamlJson.BINARY));
    }
    if (body instanceof JsonString text) {
      return text.value().getBytes(StandardCharsets.UTF_8);
    }
    return parsed == null ? new byte[0] : Json.writeBytes(parsed);
  }

  private static Map<String, List<String>> headers(JsonObject json) {
    Map<String, List<String>> headers = new TreeMap<>();
    json.members()
        .forEach(
            (name, values) -> {
              List<String> texts = new ArrayList<>();
              List<JsonValue> list =
                  values instanceof JsonArray array ? array.elements() : List.of(values);
              for (JsonValue value : list) {
                texts.add(value instanceof JsonString text ? text.value() : value.toString());
              }
              headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(texts));
            });
    return Map.copyOf(headers);
  }

  private static JsonObject object(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }
}
