// SPDX-License-Identifier: Apache-2.0

/** Whether what is stored is what was recorded. */
@NullMarked
package dev.steno.storage.sql.verify;

import org.jspecify.annotations.NullMarked;
