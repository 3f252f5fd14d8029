// SPDX-License-Identifier: Apache-2.0

/** Traces, parts, messages and hostile text made from a seed. */
@NullMarked
package dev.steno.testing.generate;

import org.jspecify.annotations.NullMarked;
