// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import dev.steno.server.http.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * Lets requests in. Thread-safe and never waits.
 *
 * <p>Keys are required as soon as one exists, and always where the server listens beyond loopback:
 * taking the last key away there must not open the door.
 */
public final class Gate {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Hosts hosts;
  private final Origins origins;
  private final Keys keys;
  private final Logins logins;
  private final boolean loopback;

  /** A gate; {@code loopback} says whether only this machine can reach it. */
  public Gate(Hosts hosts, Origins origins, Keys keys, Logins logins, boolean loopback) {
    this.hosts = hosts;
    this.origins = origins;
    this.keys = keys;
    this.logins = logins;
    this.loopback = loopback;
  }

  /** Whether a caller must be known. */
  public boolean keysRequired() {
    return !loopback || !keys.isEmpty();
  }

  /**
   * Checks what every request must satisfy, whatever it asks for.
   *
   * @throws Refusal 421 for an unknown host
   */
  public void checkHost(RequestHeaders headers) {
    hosts.check(headers.authority());
  }

  /**
   * The caller of a request that needs {@code need}.
   *
   * @param foreignOrigin whether the request's origin was let in already, as OTLP's may be
   * @throws Refusal 401 without a known key, 403 with one that may not, 403 for a write that
   *     another site's page makes
   */
  public Caller admit(RequestHeaders headers, Need need, boolean foreignOrigin) {
    Caller caller = caller(headers);
    if (!READS.contains(headers.method()) && !foreignOrigin) {
      origins.checkWrite(headers, caller.how() == Caller.How.COOKIE);
    }
    if (need == Need.NOTHING) {
      return caller;
    }
    if (caller.scope() == null) {
      throw Refusal.of(
              HttpStatus.UNAUTHORIZED,
              "A key is needed and none that is known was sent: send one as"
                  + " 'Authorization: Bearer sk-steno-…' or make one with 'steno key create'.")
          .with(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"steno\"");
    }
    if (!need.isMetBy(caller.scope())) {
      throw Refusal.of(
          HttpStatus.FORBIDDEN,
          "The key's scope is "
              + caller.scope().name().toLowerCase(java.util.Locale.ROOT)
              + ", which does not allow this (expected: "
              + expected(need)
              + ").");
    }
    return caller;
  }

  /** The caller, without asking for anything. */
  public Caller caller(RequestHeaders headers) {
    for (String secret : Credentials.of(headers)) {
      Optional<Caller> known = keys.caller(secret, Caller.How.KEY);
      if (known.isPresent()) {
        return known.get();
      }
    }
    // A cookie is looked at only when keys are required, so that an old one restricts nobody.
    if (!keysRequired()) {
      return Caller.OPEN;
    }
    return logins.caller(headers).orElse(Caller.STRANGER);
  }

  private static String expected(Need need) {
    return switch (need) {
      case SEND -> "ingest or admin";
      case READ -> "read or admin";
      default -> "admin";
    };
  }

  static Optional<String> cookie(RequestHeaders headers, String name) {
    return headers.cookies().stream()
        .filter(cookie -> cookie.name().equals(name))
        .map(Cookie::value)
        .findFirst();
  }
}
