// SPDX-License-Identifier: Apache-2.0

/** The record on its way out of a store and into another one. */
@NullMarked
package dev.steno.server.transfer;

import org.jspecify.annotations.NullMarked;
