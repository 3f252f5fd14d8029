// SPDX-License-Identifier: Apache-2.0

/** OTLP as it is written, in protobuf and JSON, read within bounds. */
@NullMarked
package dev.steno.otlp.wire;

import org.jspecify.annotations.NullMarked;
