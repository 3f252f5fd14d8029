// SPDX-License-Identifier: Apache-2.0

/** What a store is: its interfaces, its errors, the query language and a store in memory. */
@NullMarked
package dev.steno.storage;

import org.jspecify.annotations.NullMarked;
