// SPDX-License-Identifier: Apache-2.0

/** Traced chat models and sessions. */
@NullMarked
package dev.steno.chat;

import org.jspecify.annotations.NullMarked;
