// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import dev.steno.server.http.Refusal;
import dev.steno.storage.KeyStore.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Exchanges keys for the page's cookies. Thread-safe and never waits. */
public final class Logins {
  private final Keys keys;
  private final Sessions sessions;
  private final Attempts attempts;
  private final CookieForm form;

  /**
   * How the cookie is written.
   *
   * @param name its name, which holds the port: cookies do not tell ports apart
   * @param path the page's path
   * @param secure whether it is sent over TLS only
   */
  public record CookieForm(String name, String path, boolean secure) {}

  /** Logins with these keys. */
  public Logins(Keys keys, Clock clock, RandomGenerator random, CookieForm form) {
    this.keys = keys;
    this.sessions = new Sessions(clock, random);
    this.attempts = new Attempts(clock);
    this.form = form;
  }

  /**
   * The cookie for a key.
   *
   * @param address where the request comes from, which is slowed down after failures
   * @throws Refusal 401 for an unknown key, 403 for one that may not read, 429 after too many
   */
  public Cookie login(String secret, String address) {
    Duration wait = attempts.wait(address);
    if (!wait.isZero()) {
      throw Refusal.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "Too many logins failed: try again after the time in Retry-After.")
          .retryAfter(wait);
    }
    Optional<Caller> caller =
        secret.length() > Secret.MAX_LENGTH
            ? Optional.empty()
            : keys.caller(secret, Caller.How.COOKIE);
    if (caller.isEmpty()) {
      attempts.failed(address);
      throw Refusal.of(
          HttpStatus.UNAUTHORIZED, "The key is not known: check that it was copied whole.");
    }
    Scope scope = caller.get().scope();
    if (scope == null || !Need.READ.isMetBy(scope)) {
      throw Refusal.of(
          HttpStatus.FORBIDDEN, "The key may only send traces (expected: a read or admin key).");
    }
    attempts.succeeded(address);
    return cookie(sessions.open(Secret.sha256(secret)), Sessions.LIFE.toSeconds());
  }

  /** Ends the login of a request, if it has one, and gives the cookie that removes its cookie. */
  public Cookie logout(RequestHeaders headers) {
    Gate.cookie(headers, form.name()).ifPresent(sessions::end);
    return cookie("", 0);
  }

  /** The caller that a request's cookie makes known; empty once its key has been removed. */
  Optional<Caller> caller(RequestHeaders headers) {
    return Gate.cookie(headers, form.name())
        .flatMap(sessions::keyHash)
        .flatMap(hash -> keys.callerByHash(hash, Caller.How.COOKIE));
  }

  private Cookie cookie(String value, long seconds) {
    return Cookie.secureBuilder(form.name(), value)
        .httpOnly(true)
        .secure(form.secure())
        .sameSite("Strict")
        .path(form.path())
        .maxAge(seconds)
        .build();
  }
}
