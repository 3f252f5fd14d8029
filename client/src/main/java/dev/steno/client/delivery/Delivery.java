// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;

/**
 * Takes what was traced out of the application. Thread-safe. No method throws into the caller, and
 * none keeps it waiting beyond the bound that it states: what cannot be taken is counted.
 */
public interface Delivery extends AutoCloseable {

  /** Takes a span that has ended. Returns without waiting for the network. */
  void span(SpanData span);

  /** Takes a log record: the beginning of a span, or feedback. Returns as {@link #span} does. */
  void log(LogRecordData record);

  /**
   * Sends what was taken so far, and returns when it has arrived; or, if nobody answers, when it
   * lies in the spool.
   *
   * @param within how long the caller waits at most
   * @return true if all of it arrived or lies in the spool; false if something is still in memory
   *     only, or was dropped meanwhile
   */
  boolean flush(Duration within);

  /**
   * Sends what was taken and takes nothing more. Idempotent: further calls return what the first
   * did.
   *
   * @param within how long the caller waits at most; writing to the spool what did not arrive takes
   *     200 ms even if this is less
   * @return true if all of it arrived or lies in the spool; false if something in memory was lost
   */
  boolean close(Duration within);

  /** What became of everything that was taken so far. */
  DeliveryCounts counts();

  /** Closes with the bound that the implementation states. Idempotent. */
  @Override
  void close();
}
