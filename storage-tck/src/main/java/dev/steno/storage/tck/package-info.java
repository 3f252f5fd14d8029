// SPDX-License-Identifier: Apache-2.0

/** The contracts that every store must pass. */
@NullMarked
package dev.steno.storage.tck;

import org.jspecify.annotations.NullMarked;
