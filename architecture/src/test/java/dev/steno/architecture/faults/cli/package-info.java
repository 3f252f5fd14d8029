// SPDX-License-Identifier: Apache-2.0

/** Seeded faults: what only the composition root may do. */
@NullMarked
package dev.steno.architecture.faults.cli;

import org.jspecify.annotations.NullMarked;
