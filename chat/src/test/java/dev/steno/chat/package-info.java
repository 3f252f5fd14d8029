// SPDX-License-Identifier: Apache-2.0

/** Tests of the package against a scripted model server. */
@NullMarked
package dev.steno.chat;

import org.jspecify.annotations.NullMarked;
