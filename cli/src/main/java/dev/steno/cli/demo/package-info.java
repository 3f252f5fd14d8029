// SPDX-License-Identifier: Apache-2.0

/** A small tea shop's support agent, traced by an ordinary OpenTelemetry SDK. */
@NullMarked
package dev.steno.cli.demo;

import org.jspecify.annotations.NullMarked;
