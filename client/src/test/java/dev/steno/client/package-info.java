// SPDX-License-Identifier: Apache-2.0

/** Tests of the tracing client. */
@NullMarked
package dev.steno.client;

import org.jspecify.annotations.NullMarked;
