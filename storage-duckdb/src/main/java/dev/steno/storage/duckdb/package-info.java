// SPDX-License-Identifier: Apache-2.0

/** The embedded store: one DuckDB file per week. */
@NullMarked
package dev.steno.storage.duckdb;

import org.jspecify.annotations.NullMarked;
