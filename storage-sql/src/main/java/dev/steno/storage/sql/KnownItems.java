// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.steno.model.chain.Recording;
import dev.steno.model.message.Message;
import java.time.Duration;

/**
 * The messages that were hashed last: a history that comes again with every call is hashed once.
 * About 32 MiB at most, and nothing that was not asked for within five minutes. Thread-safe.
 */
public final class KnownItems {
  private static final int LONGEST = 64 << 10;
  private static final int OVERHEAD = 1_000;
  private static final long MOST = 32 << 20;
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final Cache<Message, Recording.Item> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((Message message, Recording.Item item) -> OVERHEAD + 2 * item.json().length())
          .expireAfterAccess(IDLE)
          .executor(Runnable::run)
          .build();

  Recording.Item item(Message message) {
    Recording.Item item = known.getIfPresent(message);
    if (item == null) {
      item = Recording.Item.of(message);
      if (item.json().length() <= LONGEST) {
        known.put(message, item);
      }
    }
    return item;
  }
}
