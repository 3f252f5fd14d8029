// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Caller;
import dev.steno.server.security.Gate;
import dev.steno.server.security.Logins;
import dev.steno.server.security.Need;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/** The page's login: a key for a cookie. Thread-safe. */
final class SessionResource {
  private final Gate gate;
  private final Logins logins;

  SessionResource(Gate gate, Logins logins) {
    this.gate = gate;
    this.logins = logins;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/session", Need.NOTHING, this::show),
        Endpoint.post("/session", Need.NOTHING, this::login),
        Endpoint.delete("/session", Need.NOTHING, this::logout));
  }

  private HttpResponse show(RestCall call) {
    Caller caller = call.caller();
    boolean authenticated = caller.how() != Caller.How.STRANGER && caller.how() != Caller.How.OPEN;
    Members session =
        new Members()
            .put("login_required", gate.keysRequired())
            .put("authenticated", authenticated)
            .put("project", caller.project());
    if (authenticated && caller.scope() != null) {
      session.put("scope", caller.scope().name().toLowerCase(Locale.ROOT));
    }
    return call.answer(session.build());
  }

  private HttpResponse login(RestCall call) {
    String key = call.json().text("key");
    if (key == null || key.isBlank()) {
      throw Refusal.invalid("key: absent (expected: a read or admin key)");
    }
    InetSocketAddress from = call.context().remoteAddress();
    String address = from.getAddress() == null ? "" : from.getAddress().getHostAddress();
    return withCookie(logins.login(key.strip(), address));
  }

  private HttpResponse logout(RestCall call) {
    return withCookie(logins.logout(call.headers()));
  }

  private static HttpResponse withCookie(Cookie cookie) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.NO_CONTENT)
            .set(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader())
            .build());
  }
}
