// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.storage.InterceptedStorage;
import dev.steno.storage.Storage;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.testing.FakeClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstSpanTest {
  private final FakeClock clock = FakeClock.at("2026-03-04T05:06:07Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final AtomicInteger told = new AtomicInteger();
  private final Storage storage =
      new InterceptedStorage(memory, new FirstSpan(told::incrementAndGet));

  @Test
  void tells_of_the_first_span_and_of_no_other() {
    storage.traces().append(List.of(part(1))).join();
    int afterFirst = told.get();

    storage.traces().append(List.of(part(2))).join();

    assertThat(afterFirst).isOne();
    assertThat(told).hasValue(1);
  }

  @Test
  void says_nothing_of_what_was_not_accepted() {
    memory.traces().append(List.of(part(1))).join();

    storage.traces().append(List.of(part(1))).join();
    storage.close();
    var refused = storage.traces().append(List.of(part(2)));

    assertThat(refused).isCompletedExceptionally();
    assertThat(told).hasValue(0);
  }

  private SpanPart part(long id) {
    Span span =
        Span.builder("default", new TraceId(0, 1), new SpanId(id))
            .name("step")
            .start(clock.instant())
            .end(clock.instant())
            .build();
    return new SpanPart(SpanPart.Kind.SPAN, 0, clock.instant(), span, null);
  }
}
