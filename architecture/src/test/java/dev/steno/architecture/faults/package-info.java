// SPDX-License-Identifier: Apache-2.0

/** Seeded faults: classes that each break one rule. */
@NullMarked
package dev.steno.architecture.faults;

import org.jspecify.annotations.NullMarked;
