// SPDX-License-Identifier: Apache-2.0

/** What the context chain saves, beside the same spans with their payload repeated. */
@NullMarked
package dev.steno.benchmarks.agents;

import org.jspecify.annotations.NullMarked;
