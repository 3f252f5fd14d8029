// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of a store. It never sees a key, only its hash. Thread-safe. */
public interface KeyStore {

  /** All keys, oldest first. */
  List<StoredKey> list();

  /** The key of this hash; empty if there is none. */
  Optional<StoredKey> byHash(String sha256);

  /** Keeps a key and returns when it is synced. */
  void add(StoredKey key);

  /** Removes the key of this id; false if there is none. */
  boolean remove(String id);

  /** What a key may do. */
  enum Scope {
    /** Send traces and feedback. */
    INGEST,
    /** Read, and give feedback. */
    READ,
    /** Everything, keys and deletion included. */
    ADMIN
  }

  /**
   * A key as it is kept. Immutable.
   *
   * @param id names the key in lists and for removal; says nothing of the key
   * @param sha256 of the whole key, 64 lower-case hex digits
   * @param project the one project that the key reaches
   * @param scope what it may do there
   * @param name what a person calls it; null if they did not say
   * @param created when it was made
   */
  record StoredKey(
      String id,
      String sha256,
      String project,
      Scope scope,
      @Nullable String name,
      Instant created) {}
}
