// SPDX-License-Identifier: Apache-2.0

/** What tracing takes of an application's threads, beside OpenTelemetry alone. */
@NullMarked
package dev.steno.benchmarks.client;

import org.jspecify.annotations.NullMarked;
