// SPDX-License-Identifier: Apache-2.0

/** The server over real sockets. */
@NullMarked
package dev.steno.server;

import org.jspecify.annotations.NullMarked;
