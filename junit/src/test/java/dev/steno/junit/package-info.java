// SPDX-License-Identifier: Apache-2.0

/** Tests of the extension, run by JUnit's own test kit. */
@NullMarked
package dev.steno.junit;

import org.jspecify.annotations.NullMarked;
