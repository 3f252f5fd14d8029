// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import dev.steno.server.http.Refusal;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which web sites may make a browser write here: the server's own page, and for OTLP those that
 * were named when it was started. Immutable. A request without an Origin is no browser's.
 */
public final class Origins {
  private final Set<String> otlp;
  private final boolean tls;

  /**
   * The rules of a server.
   *
   * @param otlp origins such as {@code https://app.example} whose scripts may send OTLP
   * @param tls whether the server speaks TLS
   */
  public Origins(Collection<String> otlp, boolean tls) {
    this.otlp =
        otlp.stream()
            .map(origin -> origin.strip().toLowerCase(Locale.ROOT).replaceFirst("/+$", ""))
            .collect(Collectors.toUnmodifiableSet());
    this.tls = tls;
  }

  /**
   * The origin to let a browser read the answer to this OTLP request; null if it was made by none,
   * by the own page, or by one that is not let in.
   */
  public @Nullable String otlpOrigin(RequestHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    return origin != null && otlp.contains(origin.toLowerCase(Locale.ROOT)) ? origin : null;
  }

  /**
   * Checks a request that writes.
   *
   * @param byBrowser whether it must be known to come from the own page, as with a cookie
   * @throws Refusal 403 if another site's page made it
   */
  public void checkWrite(RequestHeaders headers, boolean byBrowser) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    String site = headers.get("sec-fetch-site");
    boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
    if (foreign || (origin != null ? !isOwn(origin, headers) : byBrowser)) {
      throw Refusal.of(
          HttpStatus.FORBIDDEN,
          "origin: "
              + (origin == null ? "none" : shortened(origin))
              + " (expected: the server's own page). Another site's page may not write here.");
    }
  }

  /** The host was checked before, so an origin equal to it is the own page's. */
  private boolean isOwn(String origin, RequestHeaders headers) {
    String authority = headers.authority();
    String lower = origin.toLowerCase(Locale.ROOT);
    // Behind a proxy that ends TLS the page is https though the server is not.
    return authority != null
        && (lower.equals("https://" + authority.toLowerCase(Locale.ROOT))
            || (!tls && lower.equals("http://" + authority.toLowerCase(Locale.ROOT))));
  }

  private static String shortened(String origin) {
    return origin.length() <= 80 ? origin : origin.substring(0, 80) + "…";
  }
}
