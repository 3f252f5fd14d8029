// SPDX-License-Identifier: Apache-2.0

/** The OTLP doors over HTTP and gRPC. */
@NullMarked
package dev.steno.server.otlp;

import org.jspecify.annotations.NullMarked;
