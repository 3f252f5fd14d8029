// SPDX-License-Identifier: Apache-2.0

/**
 * The record: traces, spans, messages, contexts and the arithmetic of their chain. Immutable values
 * that depend on nothing.
 */
@NullMarked
package dev.steno.model;

import org.jspecify.annotations.NullMarked;
