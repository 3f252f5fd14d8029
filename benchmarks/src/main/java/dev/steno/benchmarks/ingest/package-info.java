// SPDX-License-Identifier: Apache-2.0

/** How fast a server takes spans, beside the engine alone. */
@NullMarked
package dev.steno.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
