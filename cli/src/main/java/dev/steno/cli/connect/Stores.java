// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.connect;

import dev.steno.cli.terminal.Failure;
import dev.steno.pricing.Prices;
import dev.steno.redaction.RedactionSettings;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.duckdb.DuckDbOptions;
import dev.steno.storage.duckdb.DuckDbStorage;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.storage.redaction.Redaction;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens stores: the one place that names the concrete ones. Stateless. */
public final class Stores {

  private Stores() {}

  /**
   * Which store to open. Immutable.
   *
   * @param url null or {@code duckdb:} for the embedded one, {@code memory:} for one that keeps
   *     nothing
   * @param data the directory of the embedded one, made if it is not there; prices are read there
   * @param maxDisk how many bytes the directory may take before nothing more is taken in; null for
   *     no bound
   * @param prices a file of own prices; null for the directory's, if it has one
   * @param always what is redacted beside what the store's settings say
   */
  public record Choice(
      @Nullable String url,
      Path data,
      @Nullable Long maxDisk,
      @Nullable Path prices,
      RedactionSettings always) {}

  /** Opens the embedded store of a directory with nothing set for it. */
  public static Storage open(Path data, Clock clock) {
    return open(new Choice(null, data, null, null, RedactionSettings.NONE), clock);
  }

  /**
   * Opens a store, which the caller closes. What comes into it passes its redaction, whatever door
   * it came by.
   *
   * @throws StorageException if it cannot be opened
   */
  public static Storage open(Choice choice, Clock clock) {
    return Redaction.before(opened(choice, clock), choice.always());
  }

  private static Storage opened(Choice choice, Clock clock) {
    Prices prices = PriceFiles.read(choice.data(), choice.prices());
    String url = choice.url() == null ? "duckdb:" : choice.url();
    return switch (url) {
      case "duckdb:" ->
          DuckDbStorage.open(
              choice.data(), DuckDbOptions.defaults().withMaxDisk(choice.maxDisk()), clock, prices);
      case "memory:" -> new MemoryStorage(clock, prices);
      default ->
          throw new Failure(
              Failure.Code.USAGE,
              "store: " + url + " (expected: duckdb:, which writes to --data, or memory:).");
    };
  }
}
