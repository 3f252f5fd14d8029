// SPDX-License-Identifier: Apache-2.0

/** Questions over many traces at once: figures, facets, search. */
@NullMarked
package dev.steno.storage.analysis;

import org.jspecify.annotations.NullMarked;
