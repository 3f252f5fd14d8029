// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.storage.duckdb;

import dev.steno.architecture.faults.storage.Storage;

/** A concrete store. Immutable. */
public final class Engine implements Storage {}
