// SPDX-License-Identifier: Apache-2.0

/** What keeps a record whole: checking and copying it. */
@NullMarked
package dev.steno.storage.upkeep;

import org.jspecify.annotations.NullMarked;
