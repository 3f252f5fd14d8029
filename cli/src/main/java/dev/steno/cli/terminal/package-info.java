// SPDX-License-Identifier: Apache-2.0

/** What a person sees: text in cells, colours, failures in a sentence. */
@NullMarked
package dev.steno.cli.terminal;

import org.jspecify.annotations.NullMarked;
