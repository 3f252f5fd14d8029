// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Recording;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.storage.assembly.Assembly;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages, tool definitions and blobs of all scopes, each once a scope. Not for several
 * threads at once: the store's lock guards it.
 */
final class MemoryScopes {
  private final Map<String, Scope> scopes = new HashMap<>();

  private record Scope(Map<Hash, JsonValue> items, Map<String, Blob> blobs) {}

  void keep(String scope, Recording recording) {
    Scope kept = scopes.computeIfAbsent(scope, s -> new Scope(new HashMap<>(), new HashMap<>()));
    kept.items.putAll(recording.values());
    recording.blobs().forEach(blob -> kept.blobs.putIfAbsent(blob.sha256(), blob));
  }

  @Nullable JsonValue item(Set<String> names, Hash id) {
    return names.stream()
        .map(scopes::get)
        .filter(Objects::nonNull)
        .map(scope -> scope.items.get(id))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  Optional<Blob> blob(Set<String> names, String sha256) {
    return names.stream()
        .map(scopes::get)
        .filter(Objects::nonNull)
        .map(scope -> scope.blobs.get(sha256))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** How much there is, or was removed. */
  record Released(long items, long blobs) {}

  /** What these scopes hold. */
  Released held(Set<String> names) {
    List<Scope> held = names.stream().map(scopes::get).filter(Objects::nonNull).toList();
    return new Released(
        held.stream().mapToLong(scope -> scope.items.size()).sum(),
        held.stream().mapToLong(scope -> scope.blobs.size()).sum());
  }

  /** What no remaining part names of the scopes of those that go; removed if {@code really}. */
  Released release(Set<MemoryTrace.Filed> gone, List<MemoryTrace.Filed> remaining, boolean really) {
    long items = 0;
    long blobs = 0;
    for (String name : gone.stream().map(MemoryTrace.Filed::scope).distinct().toList()) {
      Scope scope = scopes.get(name);
      if (scope != null) {
        Map<Hash, JsonValue> kept = new HashMap<>(scope.items);
        kept.keySet().retainAll(named(name, remaining));
        Set<String> keptBlobs = new HashSet<>(scope.blobs.keySet());
        keptBlobs.retainAll(blobs(kept.values()));
        items += scope.items.size() - kept.size();
        blobs += scope.blobs.size() - keptBlobs.size();
        if (really) {
          scope.items.keySet().retainAll(kept.keySet());
          scope.blobs.keySet().retainAll(keptBlobs);
        }
      }
    }
    return new Released(items, blobs);
  }

  private static Set<Hash> named(String scope, List<MemoryTrace.Filed> parts) {
    Set<Hash> named = new HashSet<>();
    for (MemoryTrace.Filed filed : parts) {
      if (filed.scope().equals(scope) && filed.part().commit() != null) {
        named.addAll(Assembly.named(filed.part().commit()));
      }
    }
    return named;
  }

  private static Set<String> blobs(Collection<JsonValue> items) {
    Set<String> named = new HashSet<>();
    for (JsonValue item : items) {
      if (item instanceof JsonObject object) {
        Message.of(object).content().stream()
            .filter(Media.class::isInstance)
            .map(block -> ((Media) block).source())
            .filter(Media.Blob.class::isInstance)
            .forEach(blob -> named.add(((Media.Blob) blob).sha256()));
      }
    }
    return named;
  }
}
