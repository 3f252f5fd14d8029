// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.upkeep.Upkeep;

/**
 * A store: the one place where Steno keeps what it was sent. Thread-safe, as are the stores that it
 * hands out. Methods that read or write block; {@link TraceStore#append} alone does not.
 *
 * <p>All of it throws {@link StorageException} and nothing else for what goes wrong at run time.
 */
public interface Storage extends AutoCloseable {

  /** The traces. */
  TraceStore traces();

  /** Questions over many traces at once. */
  Analysis analysis();

  /** Feedback on traces and spans. */
  FeedbackStore feedback();

  /** The projects, each a tenant. */
  ProjectStore projects();

  /** The keys, by their hashes. */
  KeyStore keys();

  /** What projects were set to. */
  SettingStore settings();

  /** Checks and copies of the whole store. */
  Upkeep upkeep();

  /**
   * What this store makes of a text of that project before it keeps it; the text itself unless
   * something was taken out of it. For whoever tells what came in without reading it back.
   */
  default String kept(String project, String text) {
    return text;
  }

  /** Whether this store does what {@code capability} names; true unless it says otherwise. */
  default boolean supports(Capability capability) {
    return true;
  }

  /**
   * Asks whether the store can read and write now.
   *
   * @throws StorageException if it cannot, with the reason
   */
  void check();

  /**
   * Writes what was appended, syncs it and lets go of everything. Idempotent; what is appended
   * afterwards fails with {@link StorageException.Kind#CLOSED}.
   */
  @Override
  void close();
}
