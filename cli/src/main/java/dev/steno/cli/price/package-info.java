// SPDX-License-Identifier: Apache-2.0

/** Commands about what calls cost. */
@NullMarked
package dev.steno.cli.price;

import org.jspecify.annotations.NullMarked;
