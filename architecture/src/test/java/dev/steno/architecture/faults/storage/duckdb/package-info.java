// SPDX-License-Identifier: Apache-2.0

/** Seeded faults: a concrete store. */
@NullMarked
package dev.steno.architecture.faults.storage.duckdb;

import org.jspecify.annotations.NullMarked;
