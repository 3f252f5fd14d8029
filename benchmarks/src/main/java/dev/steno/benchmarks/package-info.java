// SPDX-License-Identifier: Apache-2.0

/** What a benchmark measured and where. */
@NullMarked
package dev.steno.benchmarks;

import org.jspecify.annotations.NullMarked;
