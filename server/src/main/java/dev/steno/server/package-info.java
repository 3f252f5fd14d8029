// SPDX-License-Identifier: Apache-2.0

/** The HTTP and gRPC doors: OTLP, REST, server-sent events and the page. */
@NullMarked
package dev.steno.server;

import org.jspecify.annotations.NullMarked;
