// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.model;

import dev.steno.architecture.faults.storage.Storage;
import org.jspecify.annotations.Nullable;

/** A record that reaches for the store. */
final class LooksUp {
  @Nullable Storage store;
}
