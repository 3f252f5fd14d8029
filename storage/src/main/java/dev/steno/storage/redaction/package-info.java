// SPDX-License-Identifier: Apache-2.0

/** Redacts, by the settings of each project, what comes into a store before it is kept. */
@NullMarked
package dev.steno.storage.redaction;

import org.jspecify.annotations.NullMarked;
