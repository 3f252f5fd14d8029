// SPDX-License-Identifier: Apache-2.0

/** Interactions as documents: JSON, reports, training data and summaries. */
@NullMarked
package dev.steno.codec.interaction;

import org.jspecify.annotations.NullMarked;
