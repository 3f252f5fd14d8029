// SPDX-License-Identifier: Apache-2.0

/** OTLP in protobuf and JSON, turned into records of the model. */
@NullMarked
package dev.steno.otlp;

import org.jspecify.annotations.NullMarked;
