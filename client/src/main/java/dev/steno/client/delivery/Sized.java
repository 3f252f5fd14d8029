// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * A span or log record of which it is known how large it is before it is read. A delivery that asks
 * for no more on the thread that hands it over leaves the work of reading it to its own thread.
 * Implementations must be thread-safe.
 */
public interface Sized {

  /** About what it takes in memory, in bytes. */
  int size();

  /** About what a span takes in memory, in bytes. */
  static int of(SpanData span) {
    if (span instanceof Sized sized) {
      return sized.size();
    }
    int size =
        OtlpEncoder.OVERHEAD + span.getName().length() + OtlpEncoder.estimate(span.getAttributes());
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
