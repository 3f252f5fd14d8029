// SPDX-License-Identifier: Apache-2.0

/** Traces on a terminal: lists, trees, conversations, feedback, deletion. */
@NullMarked
package dev.steno.cli.trace;

import org.jspecify.annotations.NullMarked;
