// SPDX-License-Identifier: Apache-2.0

/** The page's files. */
@NullMarked
package dev.steno.server.page;

import org.jspecify.annotations.NullMarked;
