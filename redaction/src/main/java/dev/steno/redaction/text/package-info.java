// SPDX-License-Identifier: Apache-2.0

/** What redaction has to know of characters, JSON strings, names and patterns. */
@NullMarked
package dev.steno.redaction.text;

import org.jspecify.annotations.NullMarked;
