// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.pricing.Prices;
import dev.steno.storage.Storage;
import dev.steno.storage.tck.StorageContract;
import java.nio.file.Path;
import java.time.Clock;

class DuckDbStorageIT extends StorageContract {

  @Override
  protected Storage open(Path directory, Clock clock) {
    return DuckDbStorage.open(directory, DuckDbOptions.defaults(), clock);
  }

  @Override
  protected Storage open(Path directory, Clock clock, Prices prices) {
    return DuckDbStorage.open(directory, DuckDbOptions.defaults(), clock, prices);
  }
}
