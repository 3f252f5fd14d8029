// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Builds answers. Stateless. */
public final class Answers {
  private static final MediaType PROBLEM = MediaType.parse("application/problem+json");

  /** Below this many bytes gzip saves no packet. */
  private static final int WORTH_GZIP = 1024;

  private Answers() {}

  /** JSON, compressed if the request allows it and it is worth it. */
  public static AggregatedHttpResponse json(
      RequestHeaders request, HttpStatus status, JsonValue value) {
    ResponseHeadersBuilder headers = ResponseHeaders.builder(status).contentType(MediaType.JSON);
    return sized(request, headers, Json.writeBytes(value));
  }

  /** {@code bytes} under {@code headers}, compressed if the request allows it. */
  public static AggregatedHttpResponse sized(
      RequestHeaders request, ResponseHeadersBuilder headers, byte[] bytes) {
    headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING.toString());
    if (bytes.length < WORTH_GZIP || !acceptsGzip(request)) {
      return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(bytes));
    }
    headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(gzip(bytes)));
  }

  /** A refusal as {@code application/problem+json} (RFC 9457). */
  public static AggregatedHttpResponse problem(Refusal refusal) {
    Map<String, JsonValue> problem = new LinkedHashMap<>();
    problem.put("type", JsonValue.of("about:blank"));
    problem.put("title", JsonValue.of(refusal.status().reasonPhrase()));
    problem.put("status", JsonValue.of(refusal.status().code()));
    problem.put("detail", JsonValue.of(refusal.sentence()));
    return AggregatedHttpResponse.of(
        headers(refusal, PROBLEM), HttpData.wrap(Json.writeBytes(new JsonObject(problem))));
  }

  /** The head of a refusal in a form of that type. */
  public static ResponseHeaders headers(Refusal refusal, MediaType type) {
    return ResponseHeaders.builder(refusal.status())
        .add(refusal.headers())
        .contentType(type)
        .build();
  }

  /** An answer without a body. */
  public static AggregatedHttpResponse empty(HttpStatus status) {
    return AggregatedHttpResponse.of(ResponseHeaders.of(status));
  }

  /** Whether the sender of a request can read gzip. */
  public static boolean acceptsGzip(RequestHeaders request) {
    String accepted = request.get(HttpHeaderNames.ACCEPT_ENCODING, "");
    for (String coding : accepted.toLowerCase(Locale.ROOT).split(",", 20)) {
      String plain = coding.replace(" ", "");
      if (plain.equals("gzip") || (plain.startsWith("gzip;") && !plain.matches(".*;q=0(\\.0*)?"))) {
        return true;
      }
    }
    return false;
  }

  /** {@code bytes} compressed. */
  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(compressed, 8192)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
