// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.interaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the chunks of a streamed answer came, to the microsecond. Immutable. A class of four bytes a
 * chunk, since a chunk is often as short as that.
 */
public final class Timing {
  /** Of a longer stream only the first so many chunks have a time; the rest are counted. */
  public static final int MAX_CHUNKS = 10_000;

  private final int[] micros;
  private final long chunks;

  private Timing(int[] micros, long chunks) {
    this.micros = micros;
    this.chunks = chunks;
  }

  /** No chunk has come yet. */
  public static Collector collector() {
    return new Collector();
  }

  /**
   * The times of chunks that were written down.
   *
   * @param times from the start of the call to each chunk, to the microsecond, in order; of more
   *     than {@link #MAX_CHUNKS} only the first so many are kept
   * @param chunks how many came; at least as many as have a time
   */
  public static Timing of(List<Duration> times, long chunks) {
    Collector collector = new Collector();
    times.forEach(time -> collector.chunk(time.toNanos()));
    return new Timing(
        Arrays.copyOf(collector.micros, collector.size), Math.max(chunks, times.size()));
  }

  /** From the start of the call to the first chunk; null if none came. */
  public @Nullable Duration firstToken() {
    return micros.length == 0 ? null : duration(micros[0]);
  }

  /** From the start of the call to each chunk, in order; at most {@link #MAX_CHUNKS}. */
  public List<Duration> times() {
    List<Duration> times = new ArrayList<>(micros.length);
    for (int at : micros) {
      times.add(duration(at));
    }
    return times;
  }

  /** How many chunks came, those without a time included. */
  public long chunks() {
    return chunks;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Timing timing
        && chunks == timing.chunks
        && Arrays.equals(micros, timing.micros);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(micros) * 31 + Long.hashCode(chunks);
  }

  @Override
  public String toString() {
    return chunks + " chunks, the first after " + firstToken();
  }

  private static Duration duration(int micros) {
    return Duration.ofNanos(Integer.toUnsignedLong(micros) * 1_000);
  }

  /** Collects the times of chunks. For one thread. */
  public static final class Collector {
    private static final long MAX_MICROS = 0xFFFF_FFFFL;
    private int[] micros = new int[16];
    private int size;
    private long chunks;

    private Collector() {}

    /** A chunk came so long after the start of the call; more than 71 minutes count as those. */
    public void chunk(long nanos) {
      chunks++;
      if (size == MAX_CHUNKS) {
        return;
      }
      if (size == micros.length) {
        micros = Arrays.copyOf(micros, Math.min(MAX_CHUNKS, size * 2));
      }
      micros[size++] = (int) Math.min(MAX_MICROS, Math.max(0, nanos) / 1_000);
    }

    /** The times until now; null if no chunk came. */
    public @Nullable Timing timing() {
      return chunks == 0 ? null : new Timing(Arrays.copyOf(micros, size), chunks);
    }
  }
}
