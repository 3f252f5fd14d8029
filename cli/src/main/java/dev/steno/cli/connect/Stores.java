// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.connect;

import dev.steno.cli.terminal.Failure;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.duckdb.DuckDbOptions;
import dev.steno.storage.duckdb.DuckDbStorage;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.storage.redaction.Redaction;
import dev.steno.storage.redaction.RedactionSettings;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens stores: the one place that names the concrete ones. Stateless. */
public final class Stores {

  private Stores() {}

  /**
   * Opens a store, which the caller closes. What comes into it passes its redaction, whatever door
   * it came by.
   *
   * @param url which store: null or {@code duckdb:} for the embedded one, {@code memory:} for one
   *     that keeps nothing
   * @param data the directory of the embedded one, made if it is not there
   * @param always what is redacted beside what the store's settings say
   * @throws StorageException if it cannot be opened
   */
  public static Storage open(
      @Nullable String url, Path data, RedactionSettings always, Clock clock) {
    return Redaction.before(opened(url, data, clock), always);
  }

  private static Storage opened(@Nullable String url, Path data, Clock clock) {
    if (url == null || url.equals("duckdb:")) {
      return DuckDbStorage.open(data, DuckDbOptions.defaults(), clock);
    }
    if (url.equals("memory:")) {
      return new MemoryStorage(clock);
    }
    throw new Failure(
        Failure.Code.USAGE,
        "store: " + url + " (expected: duckdb:, which writes to --data, or memory:).");
  }
}
