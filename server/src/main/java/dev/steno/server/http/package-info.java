// SPDX-License-Identifier: Apache-2.0

/** What all doors share: bounded bodies, refusals, answers and safety headers. */
@NullMarked
package dev.steno.server.http;

import org.jspecify.annotations.NullMarked;
