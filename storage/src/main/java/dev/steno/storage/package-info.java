// SPDX-License-Identifier: Apache-2.0

/** What every store does: keeping parts of spans, reading traces, and what belongs beside them. */
@NullMarked
package dev.steno.storage;

import org.jspecify.annotations.NullMarked;
