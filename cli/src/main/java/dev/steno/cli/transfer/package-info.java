// SPDX-License-Identifier: Apache-2.0

/** The commands that copy, check and move the record. */
@NullMarked
package dev.steno.cli.transfer;

import org.jspecify.annotations.NullMarked;
