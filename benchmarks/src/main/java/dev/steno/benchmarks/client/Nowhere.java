// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import dev.steno.client.delivery.Delivery;
import dev.steno.client.delivery.DeliveryCounts;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;

/**
 * Where the spans of both sides end, so that only the thread that makes them is measured. Stateless
 * and thread-safe.
 */
final class Nowhere implements Delivery, SpanProcessor {

  @Override
  public void span(SpanData span) {}

  @Override
  public void log(LogRecordData record) {}

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public boolean flush(Duration within) {
    return true;
  }

  @Override
  public boolean close(Duration within) {
    return true;
  }

  @Override
  public DeliveryCounts counts() {
    return DeliveryCounts.NONE;
  }

  @Override
  public void close() {}
}
