// SPDX-License-Identifier: Apache-2.0

/** Seeded faults: what the record must not do. */
@NullMarked
package dev.steno.architecture.faults.model;

import org.jspecify.annotations.NullMarked;
