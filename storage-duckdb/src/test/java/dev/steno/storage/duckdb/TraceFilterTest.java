// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.TraceId;
import dev.steno.storage.duckdb.Contents.TraceFilter;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TraceFilterTest {

  @Test
  void everyTraceThatWasAddedMayBeThere() {
    TraceFilter filter = new TraceFilter();

    LongStream.rangeClosed(1, 200_000).forEach(n -> filter.add(new TraceId(0, n)));

    assertThat(LongStream.rangeClosed(1, 200_000).mapToObj(n -> new TraceId(0, n)))
        .allMatch(filter::mayHold);
  }

  @Test
  void hardlyAnyOtherTraceIsTakenForOneOfThem() {
    TraceFilter filter = new TraceFilter();
    LongStream.rangeClosed(1, 200_000).forEach(n -> filter.add(new TraceId(n * 31, n)));

    long mistaken =
        LongStream.rangeClosed(1, 100_000)
            .mapToObj(n -> new TraceId(n * 17, -n))
            .filter(filter::mayHold)
            .count();

    assertThat(mistaken).isLessThan(3_000);
  }

  @Test
  void idsThatShareOneHalfAreToldApart() {
    TraceFilter filter = new TraceFilter();
    LongStream.rangeClosed(1, 1_000).forEach(n -> filter.add(new TraceId(n, 7)));
    LongStream.rangeClosed(1, 1_000).forEach(n -> filter.add(new TraceId(7, n)));

    long mistaken =
        LongStream.rangeClosed(2_001, 3_000)
            .mapToObj(n -> List.of(new TraceId(n, 7), new TraceId(7, n)))
            .flatMap(List::stream)
            .filter(filter::mayHold)
            .count();

    assertThat(mistaken).isLessThan(20);
  }

  @Test
  void anEmptyFilterHoldsNothing() {
    assertThat(new TraceFilter().mayHold(new TraceId(1, 1))).isFalse();
  }
}
