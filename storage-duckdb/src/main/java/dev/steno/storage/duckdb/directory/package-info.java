// SPDX-License-Identifier: Apache-2.0

/** The directory of a store as the file system sees it: its lock, its format, copies of it. */
@NullMarked
package dev.steno.storage.duckdb.directory;

import org.jspecify.annotations.NullMarked;
