// SPDX-License-Identifier: Apache-2.0

/** The query language: one for REST, terminal, page and deletion. */
@NullMarked
package dev.steno.storage.query;

import org.jspecify.annotations.NullMarked;
