// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import dev.steno.pricing.Prices;
import dev.steno.storage.Storage;
import dev.steno.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Clock;

/** The store in memory passes the contracts. */
class MemoryStorageTest extends StorageContract {

  @Override
  protected Storage open(Path directory, Clock clock) {
    return new MemoryStorage(clock);
  }

  @Override
  protected Storage open(Path directory, Clock clock, Prices prices) {
    return new MemoryStorage(clock, prices);
  }
}
