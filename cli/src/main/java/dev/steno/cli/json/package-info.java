// SPDX-License-Identifier: Apache-2.0

/** Reading and building JSON without ceremony. */
@NullMarked
package dev.steno.cli.json;

import org.jspecify.annotations.NullMarked;
