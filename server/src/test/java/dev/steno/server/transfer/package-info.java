// SPDX-License-Identifier: Apache-2.0

/** Tests without a network. */
@NullMarked
package dev.steno.server.transfer;

import org.jspecify.annotations.NullMarked;
