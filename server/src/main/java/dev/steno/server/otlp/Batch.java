// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.otlp;

import dev.steno.otlp.Encoding;
import dev.steno.otlp.Signal;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of one OTLP request. Immutable by agreement: nobody writes to the array.
 *
 * @param body as it came
 * @param wrapping what to take off it
 * @param project the project of everything inside; null if the batch may say
 * @param abandoned says whether nobody waits for the answer any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by value
record Batch(
    Signal signal,
    byte[] body,
    Encoding encoding,
    Wrapping wrapping,
    @Nullable String project,
    BooleanSupplier abandoned) {

  /** What is around the message. */
  interface Wrapping {
    /** Nothing. */
    Wrapping NONE = (body, limit) -> body;

    /** The message within {@code body}, which is at most {@code limit} bytes long. */
    byte[] takenOff(byte[] body, int limit);
  }
}
