// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.storage.StorageException;
import java.util.function.Supplier;

/** The one lock of a store, which is open until it is closed. Thread-safe. */
final class Open {
  private boolean closed;

  /** Runs {@code work} alone, unless the store is closed. */
  synchronized <T> T run(Supplier<T> work) {
    if (closed) {
      throw new StorageException(
          StorageException.Kind.CLOSED, "The store is closed; open it again to use it.");
    }
    return work.get();
  }

  synchronized void close() {
    closed = true;
  }
}
