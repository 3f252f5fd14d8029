// SPDX-License-Identifier: Apache-2.0

/** Recorded calls of providers, read and served back byte for byte. */
@NullMarked
package dev.steno.testing.cassette;

import org.jspecify.annotations.NullMarked;
