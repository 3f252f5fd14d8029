// SPDX-License-Identifier: Apache-2.0

/** Questions over many traces, in the SQL that the engines share. */
@NullMarked
package dev.steno.storage.sql.analysis;

import org.jspecify.annotations.NullMarked;
