// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Need;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One method on one path pattern, where {@code {name}} stands for one segment. Immutable.
 *
 * @param pattern the segments below the API's root
 * @param need what the caller must be allowed to do
 * @param handler answers; may block
 * @param maxBody the largest body in bytes
 */
public record Endpoint(
    HttpMethod method, List<String> pattern, Need need, Handler handler, long maxBody) {
  /** Most requests are small; what is recorded comes in through OTLP. */
  private static final long SMALL = 1 << 20;

  /** Answers a call. */
  public interface Handler {
    HttpResponse answer(RestCall call);
  }

  public static Endpoint get(String pattern, Need need, Handler handler) {
    return new Endpoint(HttpMethod.GET, segments(pattern), need, handler, SMALL);
  }

  public static Endpoint post(String pattern, Need need, Handler handler) {
    return new Endpoint(HttpMethod.POST, segments(pattern), need, handler, SMALL);
  }

  public static Endpoint put(String pattern, Need need, Handler handler) {
    return new Endpoint(HttpMethod.PUT, segments(pattern), need, handler, SMALL);
  }

  public static Endpoint delete(String pattern, Need need, Handler handler) {
    return new Endpoint(HttpMethod.DELETE, segments(pattern), need, handler, SMALL);
  }

  /** This endpoint for bodies of up to so many bytes. */
  public Endpoint upTo(long bytes) {
    return new Endpoint(method, pattern, need, handler, bytes);
  }

  public static List<String> segments(String path) {
    return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  /** The variables of a path that matches; empty if it does not. */
  public Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        variables.put(expected.substring(1, expected.length() - 1), decoded(path.get(i)));
      } else if (!expected.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  private static String decoded(String segment) {
    try {
      // In a path a plus is a plus; only forms write a space so.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("path: a broken percent escape (expected: % and two hex digits)");
    }
  }
}
