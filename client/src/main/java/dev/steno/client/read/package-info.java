// SPDX-License-Identifier: Apache-2.0

/** Reads from a server what was recorded: traces, conversations and feedback. */
@NullMarked
package dev.steno.client.read;

import org.jspecify.annotations.NullMarked;
