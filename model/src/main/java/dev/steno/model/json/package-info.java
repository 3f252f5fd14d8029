// SPDX-License-Identifier: Apache-2.0

/** A small sealed JSON value that keeps what it was given, and its canonical form. */
@NullMarked
package dev.steno.model.json;

import org.jspecify.annotations.NullMarked;
