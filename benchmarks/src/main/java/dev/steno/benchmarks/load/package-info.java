// SPDX-License-Identifier: Apache-2.0

/** Made-up traces and how they are sent and asked for. */
@NullMarked
package dev.steno.benchmarks.load;

import org.jspecify.annotations.NullMarked;
