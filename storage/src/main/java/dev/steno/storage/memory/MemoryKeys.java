// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.storage.KeyStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The keys of a {@link MemoryStorage}. Thread-safe. */
final class MemoryKeys implements KeyStore {
  private final Open open;
  private final List<StoredKey> keys = new ArrayList<>();

  MemoryKeys(Open open) {
    this.open = open;
  }

  @Override
  public List<StoredKey> list() {
    return open.run(() -> keys.stream().sorted(Comparator.comparing(StoredKey::created)).toList());
  }

  @Override
  public Optional<StoredKey> byHash(String sha256) {
    return open.run(() -> keys.stream().filter(key -> key.sha256().equals(sha256)).findFirst());
  }

  @Override
  public void add(StoredKey key) {
    open.run(() -> keys.add(key));
  }

  @Override
  public boolean remove(String id) {
    return open.run(() -> keys.removeIf(key -> key.id().equals(id)));
  }
}
