// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What became of everything that was handed over, so far. Thread-safe. */
final class Tally {
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
  private final LongAdder sent = new LongAdder();
  private final LongAdder spooled = new LongAdder();
  private final LongAdder settled = new LongAdder();
  private final AtomicLongArray dropped = new AtomicLongArray(DropReason.values().length);

  /**
   * The server has taken items.
   *
   * @param own how many of them this process recorded
   */
  void sent(long items, long own) {
    sent.add(items);
    settled.add(own);
  }

  void spooled(long items) {
    spooled.add(items);
  }

  /** Items that were let in were dropped. */
  void dropped(DropReason reason, long items, boolean own) {
    dropped.addAndGet(reason.ordinal(), items);
    settled.add(own ? items : 0);
  }

  /** An item was not let in. */
  void turnedAway(DropReason reason) {
    dropped.incrementAndGet(reason.ordinal());
  }

  /** How many items that this process recorded and that were let in were sent or dropped. */
  long settled() {
    return settled.sum();
  }

  DeliveryCounts counts() {
    Map<String, Long> reasons = new TreeMap<>();
    long all = 0;
    for (DropReason reason : DropReason.values()) {
      long items = dropped.get(reason.ordinal());
      if (items > 0) {
        reasons.put(reason.label(), items);
        all += items;
      }
    }
    return new DeliveryCounts(sent.sum(), spooled.sum(), all, reasons);
  }

  /** Offers the counts as metrics until what is returned is closed. */
  List<ObservableLongCounter> offer(MeterProvider provider) {
    Meter meter = provider.get("dev.steno.client");
    return List.of(
        meter
            .counterBuilder("steno.client.sent")
            .setUnit("{item}")
            .setDescription("Spans and log records that the server has taken")
            .buildWithCallback(measurement -> measurement.record(sent.sum())),
        meter
            .counterBuilder("steno.client.spooled")
            .setUnit("{item}")
            .setDescription("Spans and log records that were written to the spool on disk")
            .buildWithCallback(measurement -> measurement.record(spooled.sum())),
        meter
            .counterBuilder("steno.client.dropped")
            .setUnit("{item}")
            .setDescription("Spans and log records that will never arrive, by reason")
            .buildWithCallback(
                measurement ->
                    counts()
                        .droppedBy()
                        .forEach(
                            (reason, items) ->
                                measurement.record(items, Attributes.of(REASON, reason)))));
  }
}
