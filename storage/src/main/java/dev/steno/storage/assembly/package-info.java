// SPDX-License-Identifier: Apache-2.0

/**
 * What every store does alike, as pure functions: where a part is filed, how parts make a span and
 * spans a trace, and the row of a trace in a list.
 */
@NullMarked
package dev.steno.storage.assembly;

import org.jspecify.annotations.NullMarked;
