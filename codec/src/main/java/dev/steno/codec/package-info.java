// SPDX-License-Identifier: Apache-2.0

/** JSON of the model and the attributes of a span. */
@NullMarked
package dev.steno.codec;

import org.jspecify.annotations.NullMarked;
