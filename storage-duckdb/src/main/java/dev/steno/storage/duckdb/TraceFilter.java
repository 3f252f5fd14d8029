// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A Bloom filter of trace ids that grows by blocks: two bytes a trace, one trace in some hundreds
 * is taken for one that is there. Thread-safe.
 */
final class TraceFilter {
  private static final int BLOCK_BITS = 1 << 20;
  private static final int BLOCK_TRACES = BLOCK_BITS / 16;
  private static final int HASHES = 4;

  private final List<AtomicLongArray> blocks = new CopyOnWriteArrayList<>();
  private int inLast = BLOCK_TRACES;

  synchronized void add(TraceId trace) {
    if (mayHold(trace)) {
      return;
    }
    if (inLast == BLOCK_TRACES) {
      blocks.add(new AtomicLongArray(BLOCK_BITS / Long.SIZE));
      inLast = 0;
    }
    inLast++;
    AtomicLongArray block = blocks.get(blocks.size() - 1);
    for (int i = 0; i < HASHES; i++) {
      int bit = bit(trace, i);
      block.accumulateAndGet(bit / Long.SIZE, 1L << bit, (have, more) -> have | more);
    }
  }

  boolean mayHold(TraceId trace) {
    return blocks.stream().anyMatch(block -> isIn(block, trace));
  }

  private static boolean isIn(AtomicLongArray block, TraceId trace) {
    for (int i = 0; i < HASHES; i++) {
      int bit = bit(trace, i);
      if ((block.get(bit / Long.SIZE) & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Ids need not be random: some clients count. */
  private static int bit(TraceId trace, int number) {
    long mixed = (trace.high() ^ Long.rotateLeft(trace.low(), 29) + number) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
    return (int) (mixed >>> 32) & BLOCK_BITS - 1;
  }
}
