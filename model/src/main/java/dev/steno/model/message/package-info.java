// SPDX-License-Identifier: Apache-2.0

/** ChatML messages and their content blocks. */
@NullMarked
package dev.steno.model.message;

import org.jspecify.annotations.NullMarked;
