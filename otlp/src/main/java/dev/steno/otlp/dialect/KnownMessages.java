// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were read last, by their JSON: agents send their whole history with every call,
 * and what was read for one call need not be read for the next. About 32 MiB at most, and nothing
 * that was not asked for within five minutes. Thread-safe.
 */
public final class KnownMessages {
  private static final int LONGEST = 64 << 10;
  private static final int OVERHEAD = 500;
  private static final long MOST = 32 << 20;
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final Cache<String, ReadMessage> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((String json, ReadMessage message) -> OVERHEAD + 2 * json.length())
          .expireAfterAccess(IDLE)
          .executor(Runnable::run)
          .build();

  @Nullable ReadMessage get(String json) {
    return known.getIfPresent(json);
  }

  void put(String json, ReadMessage message) {
    if (json.length() <= LONGEST) {
      known.put(json, message);
    }
  }
}
