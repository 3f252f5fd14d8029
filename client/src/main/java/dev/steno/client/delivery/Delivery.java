// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.EventData;
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

  /**
   * A span or log record of which it is known how large it is before it is read. A delivery that
   * asks for no more on the thread that hands it over leaves the work of reading it to its own
   * thread. Implementations must be thread-safe.
   */
  interface Sized {

    /** About what it takes in memory, in bytes. */
    int size();

    /** About what a span takes in memory, in bytes. */
    static int of(SpanData span) {
      if (span instanceof Sized sized) {
        return sized.size();
      }
      int size =
          OtlpEncoder.OVERHEAD
              + span.getName().length()
              + OtlpEncoder.estimate(span.getAttributes());
      for (EventData event : span.getEvents()) {
        size += OtlpEncoder.OVERHEAD + OtlpEncoder.estimate(event.getAttributes());
      }
      return size + span.getLinks().size() * OtlpEncoder.OVERHEAD;
    }

    /** About what a log record takes in memory, in bytes. */
    static int of(LogRecordData record) {
      if (record instanceof Sized sized) {
        return sized.size();
      }
      Value<?> body = record.getBodyValue();
      int text = body == null ? 0 : body.asString().length();
      return OtlpEncoder.OVERHEAD + OtlpEncoder.estimate(record.getAttributes()) + text;
    }
  }
}
