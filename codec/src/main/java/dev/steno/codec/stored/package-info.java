// SPDX-License-Identifier: Apache-2.0

/** Interactions read out of traces that a store keeps. */
@NullMarked
package dev.steno.codec.stored;

import org.jspecify.annotations.NullMarked;
