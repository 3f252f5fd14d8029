// SPDX-License-Identifier: Apache-2.0

/** Who may come in: hosts, origins, keys, sessions. */
@NullMarked
package dev.steno.server.security;

import org.jspecify.annotations.NullMarked;
