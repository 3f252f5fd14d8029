// SPDX-License-Identifier: Apache-2.0

/** The server as a program: start, ready, end. */
@NullMarked
package dev.steno.cli.serve;

import org.jspecify.annotations.NullMarked;
