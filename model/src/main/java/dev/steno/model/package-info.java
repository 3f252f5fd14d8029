// SPDX-License-Identifier: Apache-2.0

/** The record: spans, generations, usage and feedback, as every door produces them. */
@NullMarked
package dev.steno.model;

import org.jspecify.annotations.NullMarked;
