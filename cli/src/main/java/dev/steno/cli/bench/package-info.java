// SPDX-License-Identifier: Apache-2.0

/** Benchmarks that anyone can run. */
@NullMarked
package dev.steno.cli.bench;

import org.jspecify.annotations.NullMarked;
