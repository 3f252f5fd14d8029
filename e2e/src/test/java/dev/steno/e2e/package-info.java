// SPDX-License-Identifier: Apache-2.0

/** Journeys of a user: the packaged program, the command line, the browser. */
@NullMarked
package dev.steno.e2e;

import org.jspecify.annotations.NullMarked;
