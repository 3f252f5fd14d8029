// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.steno.client.Steno;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What {@code steno bench client} finds, as far as it can be counted: this much even without the
 * compiler that removes half of the difference.
 */
class AllocationTest {
  private static final int SPANS = 2_000;
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(new Nowhere()).build();
  private final Steno steno = Steno.builder().startParts(false).delivery(new Nowhere()).build();
  private final BareSpans bare = new BareSpans(provider.get("bare"));
  private final ClientSpans client = new ClientSpans(steno);

  @AfterEach
  void close() {
    steno.close();
    provider.close();
  }

  @Test
  void a_span_takes_less_than_twice_what_it_takes_of_opentelemetry_alone() {
    assertThat(allocated(client::message)).isLessThan(2 * allocated(bare::message));
    assertThat(allocated(client::tool)).isLessThan(2 * allocated(bare::tool));
    assertThat(allocated(client::generation)).isLessThan(2 * allocated(bare::generation));
  }

  @Test
  void a_span_of_a_disabled_client_takes_nothing() {
    ClientSpans disabled = new ClientSpans(Steno.noop());

    assertThat(allocated(disabled::message)).isZero();
    assertThat(allocated(disabled::tool)).isZero();
    assertThat(allocated(disabled::generation)).isZero();
    assertThat(allocated(() -> ClientSpans.trace(Steno.noop()))).isZero();
  }

  /** Bytes of a span. */
  private static long allocated(Runnable span) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < SPANS; i++) {
      span.run();
    }
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < SPANS; i++) {
      span.run();
    }
    return (threads.getThreadAllocatedBytes(thread) - before) / SPANS;
  }
}
