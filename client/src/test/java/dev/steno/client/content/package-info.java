// SPDX-License-Identifier: Apache-2.0

/** Tests of how objects are read. */
@NullMarked
package dev.steno.client.content;

import org.jspecify.annotations.NullMarked;
