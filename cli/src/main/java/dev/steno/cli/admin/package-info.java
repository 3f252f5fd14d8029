// SPDX-License-Identifier: Apache-2.0

/** Projects and keys. */
@NullMarked
package dev.steno.cli.admin;

import org.jspecify.annotations.NullMarked;
