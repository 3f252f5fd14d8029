// SPDX-License-Identifier: Apache-2.0

/** The tracing client: traces, their spans and feedback, on the OpenTelemetry API and SDK. */
@NullMarked
package dev.steno.client;

import org.jspecify.annotations.NullMarked;
