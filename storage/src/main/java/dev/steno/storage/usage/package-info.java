// SPDX-License-Identifier: Apache-2.0

/** How much a store holds. */
@NullMarked
package dev.steno.storage.usage;

import org.jspecify.annotations.NullMarked;
