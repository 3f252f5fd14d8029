// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.cli;

import dev.steno.architecture.faults.storage.duckdb.Engine;

/** Allowed: the composition root names a store. */
final class OpensStore {
  final Engine engine = new Engine();
}
