// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds what may be a key in a request's headers, wherever exporters are known to put one: {@code
 * Authorization} with Bearer, Basic (the password, else the name), another scheme or none, {@code
 * x-api-key} and {@code api-key}. Stateless.
 */
final class Credentials {

  private Credentials() {}

  /** The candidates; empty if the request brings none. */
  static List<String> of(RequestHeaders headers) {
    List<String> found = new ArrayList<>(2);
    addAuthorization(found, headers.get(HttpHeaderNames.AUTHORIZATION));
    add(found, headers.get("x-api-key"));
    add(found, headers.get("api-key"));
    return found;
  }

  private static void addAuthorization(List<String> found, @Nullable String value) {
    if (value == null) {
      return;
    }
    // OTEL_EXPORTER_OTLP_HEADERS is URL-decoded by some exporters only, so "Bearer%20key" occurs.
    String header = value.strip().replaceFirst("^([A-Za-z-]{1,20})%20", "$1 ");
    int space = header.indexOf(' ');
    if (space < 0) {
      add(found, header);
    } else if (header.substring(0, space).toLowerCase(Locale.ROOT).equals("basic")) {
      addBasic(found, header.substring(space + 1).strip());
    } else {
      add(found, header.substring(space + 1));
    }
  }

  private static void addBasic(List<String> found, String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      // A header that is no Basic is no key either: the caller stays a stranger.
      return;
    }
    int colon = pair.indexOf(':');
    add(found, pair.substring(colon + 1));
    if (colon > 0 && colon == pair.length() - 1) {
      add(found, pair.substring(0, colon));
    }
  }

  private static void add(List<String> found, @Nullable String candidate) {
    String secret = candidate == null ? "" : candidate.strip();
    if (!secret.isEmpty() && secret.length() <= Secret.MAX_LENGTH) {
      found.add(secret);
    }
  }
}
