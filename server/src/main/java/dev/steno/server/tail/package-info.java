// SPDX-License-Identifier: Apache-2.0

/** Server-sent events: traces as they change. */
@NullMarked
package dev.steno.server.tail;

import org.jspecify.annotations.NullMarked;
