// SPDX-License-Identifier: Apache-2.0

/** How fast a server answers over a large record. */
@NullMarked
package dev.steno.benchmarks.query;

import org.jspecify.annotations.NullMarked;
