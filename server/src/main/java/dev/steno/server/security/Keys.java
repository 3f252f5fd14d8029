// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import dev.steno.storage.KeyStore;
import dev.steno.storage.KeyStore.Scope;
import dev.steno.storage.KeyStore.StoredKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys as the doors see them: an image in memory by hash, so that letting a request in never
 * waits for the store. Thread-safe. A change made here is seen at once, one made by another process
 * after the next {@link #refresh()}.
 *
 * <p>A key is found by its hash, so how long it takes says nothing of how much of it was right.
 */
public final class Keys {
  private final KeyStore store;
  private final Clock clock;
  private final RandomGenerator random;
  private final @Nullable String localHash;
  private volatile Map<String, StoredKey> byHash = Map.of();

  /**
   * The keys of {@code store}.
   *
   * @param localToken a secret that reaches everything and is kept nowhere; null if there is none
   */
  public Keys(KeyStore store, Clock clock, RandomGenerator random, @Nullable String localToken) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.localHash = localToken == null ? null : Secret.sha256(localToken);
    refresh();
  }

  /** Reads the store's keys anew; blocks. */
  public final synchronized void refresh() {
    byHash =
        store.list().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    StoredKey::sha256, Function.identity(), (one, same) -> one));
  }

  /** True if no key exists. */
  public boolean isEmpty() {
    return byHash.isEmpty();
  }

  /** The caller that a secret makes known. */
  Optional<Caller> caller(String secret, Caller.How how) {
    return callerByHash(Secret.sha256(secret), how);
  }

  /** The caller of the key of that hash, if it still exists. */
  Optional<Caller> callerByHash(String hash, Caller.How how) {
    if (hash.equals(localHash)) {
      return Optional.of(Caller.of(Caller.EVERY_PROJECT, Scope.ADMIN, Caller.How.LOCAL));
    }
    return Optional.ofNullable(byHash.get(hash))
        .map(key -> Caller.of(key.project(), key.scope(), how));
  }

  /** All keys as the store has them, oldest first; blocks. */
  public List<StoredKey> list() {
    return store.list();
  }

  /** Makes a key, which is told once and kept nowhere; blocks until it is synced. */
  public Made make(String project, Scope scope, @Nullable String name) {
    String secret = Secret.newKey(random);
    String id = "key-" + Secret.digits(random).substring(0, 12);
    StoredKey key = new StoredKey(id, Secret.sha256(secret), project, scope, name, clock.instant());
    store.add(key);
    refresh();
    return new Made(secret, key);
  }

  /** Removes a key; false if there is none of that id. Blocks until it is synced. */
  public boolean remove(String id) {
    boolean removed = store.remove(id);
    refresh();
    return removed;
  }

  /** A new key and what is kept of it. Immutable. */
  public record Made(String secret, StoredKey key) {
    @Override
    public String toString() {
      return "Made[" + key.id() + "]";
    }
  }
}
