// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.Parameters;
import dev.steno.chat.provider.Provider;
import dev.steno.chat.session.InteractionLog;
import dev.steno.client.Steno;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the calls of one model share. Thread-safe. */
final class Core {
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  final Provider provider;
  final @Nullable InteractionLog log;
  final List<InteractionLog> ownLog;
  final Parameters parameters;
  final @Nullable Steno steno;
  final @Nullable Prices prices;
  final Duration timeout;
  final int maxTraces;
  final int maxAttempts;
  final int maxCorrections;
  final Clock clock;
  final AtomicLong listenerFailures = new AtomicLong();
  private final boolean ownsSteno;
  private final List<ChatListener> listeners;
  private final Duration firstDelay;
  private final RandomGenerator random;
  private final Supplier<String> ids;
  private final AtomicLong sequence = new AtomicLong();

  Core(Provider provider, ModelOptions options) {
    this.provider = provider;
    log = options.tracing ? new InteractionLog(options.maxTraces) : null;
    ownLog = log == null ? List.of() : List.of(log);
    parameters = options.parameters;
    steno = options.steno == Steno.noop() ? null : options.steno;
    ownsSteno = options.ownsSteno;
    prices = options.prices;
    timeout = options.timeout;
    maxTraces = options.maxTraces;
    maxAttempts = options.maxAttempts;
    maxCorrections = options.maxCorrections;
    clock = options.clock;
    listeners = List.copyOf(options.listeners);
    firstDelay = options.firstDelay;
    random = options.random;
    ids = options.ids != null ? options.ids : Core::randomId;
  }

  boolean isWatched() {
    return log != null || steno != null || !listeners.isEmpty();
  }

  void close() {
    if (ownsSteno && steno != null) {
      steno.close();
    }
  }

  String id() {
    return ids.get();
  }

  long nextSequence() {
    return sequence.incrementAndGet();
  }

  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  void tell(ChatEvent event) {
    for (ChatListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        listenerFailures.incrementAndGet();
      }
    }
  }

  /**
   * How long to wait before the next attempt; null if the provider asks for more than a minute.
   *
   * @param failures how many attempts failed in a row
   */
  @Nullable Duration delay(int failures, @Nullable Duration asked) {
    if (asked != null) {
      return asked.compareTo(LONGEST_DELAY) > 0 ? null : asked;
    }
    long most =
        Math.min(LONGEST_DELAY.toNanos(), firstDelay.toNanos() << Math.min(20, failures - 1));
    if (most <= 0) {
      return Duration.ZERO;
    }
    synchronized (random) {
      return Duration.ofNanos(random.nextLong(most + 1));
    }
  }

  /** A version 4 UUID. */
  private static String randomId() {
    StringBuilder id = new StringBuilder(IdGenerator.random().generateTraceId());
    id.setCharAt(12, '4');
    id.setCharAt(16, "89ab".charAt(Character.digit(id.charAt(16), 16) & 3));
    return id.insert(20, '-').insert(16, '-').insert(12, '-').insert(8, '-').toString();
  }
}
