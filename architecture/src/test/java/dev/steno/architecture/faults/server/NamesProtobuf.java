// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.server;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/** A server that decodes OTLP itself. */
final class NamesProtobuf {
  @Nullable ByteString bytes;
}
