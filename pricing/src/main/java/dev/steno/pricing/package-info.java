// SPDX-License-Identifier: Apache-2.0

/** What tokens cost: a dated table of prices, its look-up, and amounts that explain themselves. */
@NullMarked
package dev.steno.pricing;

import org.jspecify.annotations.NullMarked;
