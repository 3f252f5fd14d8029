// SPDX-License-Identifier: Apache-2.0

/** How a command reaches a store: a server by its address, or a data directory. */
@NullMarked
package dev.steno.cli.connect;

import org.jspecify.annotations.NullMarked;
