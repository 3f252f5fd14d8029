// SPDX-License-Identifier: Apache-2.0

/** How any object is written down, within bounds and whatever it does. */
@NullMarked
package dev.steno.client.content;

import org.jspecify.annotations.NullMarked;
