// SPDX-License-Identifier: Apache-2.0

/** What a chat model asks of whoever reaches the real one. */
@NullMarked
package dev.steno.chat.provider;

import org.jspecify.annotations.NullMarked;
