// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.server;

import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A server that knows the engine. */
final class NamesEngine {
  @Nullable DuckDBConnection connection;
}
