// SPDX-License-Identifier: Apache-2.0

/** What the files of a store hold, whether the store shows it or not. */
@NullMarked
package dev.steno.storage.tck.files;

import org.jspecify.annotations.NullMarked;
