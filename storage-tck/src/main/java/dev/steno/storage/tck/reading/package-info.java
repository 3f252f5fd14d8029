// SPDX-License-Identifier: Apache-2.0
/** What every store must tell of its record: figures, overviews, hits, pieces and costs. */
@NullMarked
package dev.steno.storage.tck.reading;

import org.jspecify.annotations.NullMarked;
