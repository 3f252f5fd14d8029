// SPDX-License-Identifier: Apache-2.0

/** The steps of a record: its model calls lane by lane, each told by what is new in it. */
@NullMarked
package dev.steno.model.step;

import org.jspecify.annotations.NullMarked;
