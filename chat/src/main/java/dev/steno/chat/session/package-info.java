// SPDX-License-Identifier: Apache-2.0

/** What a session is made of, and the file that keeps it. */
@NullMarked
package dev.steno.chat.session;

import org.jspecify.annotations.NullMarked;
