// SPDX-License-Identifier: Apache-2.0

/** Schema and statements that the SQL engines share. */
@NullMarked
package dev.steno.storage.sql;

import org.jspecify.annotations.NullMarked;
