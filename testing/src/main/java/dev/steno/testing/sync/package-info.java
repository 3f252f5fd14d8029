// SPDX-License-Identifier: Apache-2.0

/** Tells from its system calls whether a process acknowledges only what it has synced. */
@NullMarked
package dev.steno.testing.sync;

import org.jspecify.annotations.NullMarked;
