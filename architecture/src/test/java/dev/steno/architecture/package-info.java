// SPDX-License-Identifier: Apache-2.0

/** The rules of structure and style that a machine can hold, each with a fault it must report. */
@NullMarked
package dev.steno.architecture;

import org.jspecify.annotations.NullMarked;
