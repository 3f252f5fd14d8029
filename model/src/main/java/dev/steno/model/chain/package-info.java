// SPDX-License-Identifier: Apache-2.0

/** The context chain: conversations as hash chains, commits, and what changed between them. */
@NullMarked
package dev.steno.model.chain;

import org.jspecify.annotations.NullMarked;
