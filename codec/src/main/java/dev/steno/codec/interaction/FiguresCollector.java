// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.model.Usage;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Adds up {@link Figures}. For one thread. */
final class FiguresCollector {
  private final Durations time = new Durations();
  private final Durations firstToken = new Durations();
  private Usage usage = Usage.UNKNOWN;
  private @Nullable BigDecimal cost;
  private long interactions;
  private long failures;
  private long counted;
  private long unpriced;

  void accept(Interaction interaction) {
    interactions++;
    failures += interaction.status() == Status.OK ? 0 : 1;
    Response response = interaction.response();
    Duration generation = response == null ? null : response.generationTime();
    if (generation != null || !interaction.duration().isZero()) {
      time.add(generation == null ? interaction.duration() : generation);
    }
    if (response != null) {
      accept(response);
    }
  }

  private void accept(Response response) {
    Usage used = response.usage();
    boolean known = used != null && used.totalTokens() != null;
    if (used != null && known) {
      counted++;
      usage = usage.plus(used);
    }
    if (response.cost() != null) {
      cost = cost == null ? response.cost() : cost.add(response.cost());
    } else if (known) {
      unpriced++;
    }
    Duration first = response.timing() == null ? null : response.timing().firstToken();
    if (first != null) {
      firstToken.add(first);
    }
  }

  Figures figures() {
    return new Figures(
        interactions, failures, counted, usage, cost, unpriced, time.times(), firstToken.times());
  }

  /** Durations in eight bytes each. */
  private static final class Durations {
    private long[] nanos = new long[4];
    private int size;
    private Duration total = Duration.ZERO;

    void add(Duration duration) {
      if (size == nanos.length) {
        nanos = Arrays.copyOf(nanos, size + (size >> 1));
      }
      nanos[size++] = duration.toNanos();
      total = total.plus(duration);
    }

    Figures.Times times() {
      long[] sorted = Arrays.copyOf(nanos, size);
      Arrays.sort(sorted);
      return new Figures.Times(
          size,
          total,
          at(sorted, 50),
          at(sorted, 90),
          at(sorted, 95),
          at(sorted, 99),
          at(sorted, 100));
    }

    private static @Nullable Duration at(long[] sorted, int percent) {
      int place = (int) (((long) sorted.length * percent + 99) / 100);
      return place == 0 ? null : Duration.ofNanos(sorted[place - 1]);
    }
  }
}
