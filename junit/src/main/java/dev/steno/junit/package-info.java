// SPDX-License-Identifier: Apache-2.0

/** Records the spans of a test in memory, to be looked at by it. */
@NullMarked
package dev.steno.junit;

import org.jspecify.annotations.NullMarked;
