// SPDX-License-Identifier: Apache-2.0

/** Deleting what was recorded, so that nothing of it is left, and the record of that. */
@NullMarked
package dev.steno.storage.erasure;

import org.jspecify.annotations.NullMarked;
