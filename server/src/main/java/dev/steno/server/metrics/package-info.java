// SPDX-License-Identifier: Apache-2.0

/** What Steno counts, for Prometheus. */
@NullMarked
package dev.steno.server.metrics;

import org.jspecify.annotations.NullMarked;
