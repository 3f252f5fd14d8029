// SPDX-License-Identifier: Apache-2.0

/** A store that keeps everything in memory: for tests, and to say in plain Java what a store is. */
@NullMarked
package dev.steno.storage.memory;

import org.jspecify.annotations.NullMarked;
