// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.storage;

/** A store's interface that knows an engine. */
final class OpensStore {
  final Object engine = dev.steno.architecture.faults.storage.duckdb.Engine.class;
}
