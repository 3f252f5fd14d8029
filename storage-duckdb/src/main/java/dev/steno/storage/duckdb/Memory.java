// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.sql.PreparedExchange.Head;
import dev.steno.storage.sql.PreparedExchange.Item;
import dev.steno.storage.sql.PreparedPart;
import java.util.HashSet;
import java.util.Set;

/**
 * What the writer remembers of what it has committed. It only saves work: what was forgotten is
 * written again, and read once. For the writer's thread.
 */
final class Memory {
  private static final int PARTS = 131_072;
  private static final int ITEMS = 65_536;
  private static final int BLOBS = 16_384;
  private final Recent<PreparedPart.Key> parts = new Recent<>(PARTS);
  private final Recent<Item.Key> items = new Recent<>(ITEMS);
  private final Recent<Head> heads = new Recent<>(ITEMS);
  private final Recent<BlobKey> blobs = new Recent<>(BLOBS);
  private final Set<String> projects = new HashSet<>();

  /** What a blob is known by. */
  record BlobKey(Hash scope, String sha256) {}

  /** What a transaction writes; it becomes part of the memory when the transaction is committed. */
  final class Draft {
    private final Set<PreparedPart.Key> newParts = new HashSet<>();
    private final Set<Item.Key> newItems = new HashSet<>();
    private final Set<Head> newHeads = new HashSet<>();
    private final Set<BlobKey> newBlobs = new HashSet<>();

    boolean knows(PreparedPart.Key part) {
      return newParts.contains(part) || parts.contains(part);
    }

    void note(PreparedPart.Key part) {
      newParts.add(part);
    }

    boolean knows(Head head) {
      return newHeads.contains(head) || heads.contains(head);
    }

    void note(Head head) {
      newHeads.add(head);
    }

    /** True if it has to be written: it was not known before. */
    boolean isNew(Item.Key item) {
      return !items.contains(item) && newItems.add(item);
    }

    /** True if it has to be written: it was not known before. */
    boolean isNew(BlobKey blob) {
      return !blobs.contains(blob) && newBlobs.add(blob);
    }

    void committed() {
      newParts.forEach(parts::add);
      newItems.forEach(items::add);
      newHeads.forEach(heads::add);
      newBlobs.forEach(blobs::add);
    }
  }

  Draft draft() {
    return new Draft();
  }

  boolean knows(PreparedPart.Key part) {
    return parts.contains(part);
  }

  void note(PreparedPart.Key part) {
    parts.add(part);
  }

  boolean knowsProject(String name) {
    return projects.contains(name);
  }

  void noteProject(String name) {
    projects.add(name);
  }

  /** Forgets a trace and the scopes that it had a share in. */
  void forget(String project, TraceId trace, Set<Hash> scopes) {
    parts.removeIf(key -> key.trace().equals(trace) && key.project().equals(project));
    items.removeIf(key -> scopes.contains(key.scope()));
    heads.removeIf(head -> scopes.contains(head.scope()));
    blobs.removeIf(blob -> scopes.contains(blob.scope()));
  }
}
