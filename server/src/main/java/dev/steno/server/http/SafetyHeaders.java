// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;

/** The headers that every answer has, whichever door gave it. Stateless. */
public final class SafetyHeaders {
  private static final String NOTHING =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

  private SafetyHeaders() {}

  /** {@code headers} with those added that it lacks; what an answer says itself stays. */
  public static ResponseHeaders added(ResponseHeaders headers) {
    ResponseHeadersBuilder safe = headers.toBuilder();
    absent(safe, HttpHeaderNames.CONTENT_SECURITY_POLICY, NOTHING);
    absent(safe, HttpHeaderNames.CACHE_CONTROL, "no-store");
    safe.set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
    safe.set(HttpHeaderNames.REFERRER_POLICY, "no-referrer");
    safe.set(HttpHeaderNames.CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    safe.set(HttpHeaderNames.CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
    safe.set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY");
    safe.set(
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");
    return safe.build();
  }

  private static void absent(ResponseHeadersBuilder headers, CharSequence name, String value) {
    if (!headers.contains(name)) {
      headers.set(name, value);
    }
  }
}
