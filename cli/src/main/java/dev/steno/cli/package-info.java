// SPDX-License-Identifier: Apache-2.0

/**
 * The {@code steno} program, the composition root and the only place that names concrete stores.
 */
@NullMarked
package dev.steno.cli;

import org.jspecify.annotations.NullMarked;
