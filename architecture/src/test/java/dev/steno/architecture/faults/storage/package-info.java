// SPDX-License-Identifier: Apache-2.0

/** Seeded faults: a store's interface. */
@NullMarked
package dev.steno.architecture.faults.storage;

import org.jspecify.annotations.NullMarked;
