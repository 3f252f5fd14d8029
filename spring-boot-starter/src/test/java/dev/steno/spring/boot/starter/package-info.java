// SPDX-License-Identifier: Apache-2.0

/** Tests that start the sample application. */
@NullMarked
package dev.steno.spring.boot.starter;

import org.jspecify.annotations.NullMarked;
