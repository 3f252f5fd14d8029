// SPDX-License-Identifier: Apache-2.0

/** Tests without a network. */
@NullMarked
package dev.steno.server.security;

import org.jspecify.annotations.NullMarked;
