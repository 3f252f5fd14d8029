// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The page's logins, in memory: an opaque id for the hash of the key that opened it. Thread-safe.
 * When there are {@value #MAX} the oldest is ended.
 */
final class Sessions {
  static final Duration LIFE = Duration.ofHours(12);
  static final int MAX = 10_000;

  private final Map<String, Session> byIdHash = new LinkedHashMap<>();
  private final Clock clock;
  private final RandomGenerator random;

  Sessions(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new session's id. */
  synchronized String open(String keyHash) {
    Instant now = clock.instant();
    byIdHash.values().removeIf(session -> !session.ends().isAfter(now));
    Iterator<String> oldest = byIdHash.keySet().iterator();
    if (byIdHash.size() >= MAX) {
      oldest.next();
      oldest.remove();
    }
    String id = Secret.digits(random);
    // Found by hash like a key, so that the time of a look-up says nothing of the id.
    byIdHash.put(Secret.sha256(id), new Session(keyHash, now.plus(LIFE)));
    return id;
  }

  /** The hash of the key that opened the session; empty if it has ended or never was. */
  synchronized Optional<String> keyHash(String id) {
    if (id.length() > Secret.MAX_LENGTH) {
      return Optional.empty();
    }
    return Optional.ofNullable(byIdHash.get(Secret.sha256(id)))
        .filter(session -> session.ends().isAfter(clock.instant()))
        .map(Session::keyHash);
  }

  synchronized void end(String id) {
    byIdHash.remove(Secret.sha256(id));
  }

  private record Session(String keyHash, Instant ends) {}
}
