// SPDX-License-Identifier: Apache-2.0

/** How what was traced leaves the application: in batches, with a queue that has a bound. */
@NullMarked
package dev.steno.client.delivery;

import org.jspecify.annotations.NullMarked;
