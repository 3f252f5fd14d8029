// SPDX-License-Identifier: Apache-2.0

/** Talking with a model in the terminal. */
@NullMarked
package dev.steno.cli.chat;

import org.jspecify.annotations.NullMarked;
