// SPDX-License-Identifier: Apache-2.0

/** Traces as tables for other programs. */
@NullMarked
package dev.steno.storage.duckdb.tabular;

import org.jspecify.annotations.NullMarked;
