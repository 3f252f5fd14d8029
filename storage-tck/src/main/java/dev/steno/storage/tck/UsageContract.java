// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.storage.Capability;
import dev.steno.storage.Storage;
import dev.steno.storage.usage.Usage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What is held is counted by week and project. */
abstract class UsageContract extends Contract {

  UsageContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void counts_nothing_in_an_empty_store() {
    assertThat(storage.usage().weeks()).isEmpty();
  }

  @Test
  void counts_by_week_and_project() {
    append(
        Given.call(Given.generation(1, 1), Given.asked("a", "b")),
        Given.call(Given.generation(2, 1), Given.asked("a", "c")),
        Given.part(Given.span(2, 2)),
        Given.part(Given.span("other", 1, 1)),
        Given.part(Given.span(3, 1).start(NOW.minus(Duration.ofDays(9)))));

    List<Usage.Week> weeks = storage.usage().weeks();

    assertThat(weeks)
        .extracting(Usage.Week::monday)
        .containsExactly(LocalDate.parse("2026-10-26"), LocalDate.parse("2026-11-02"));
    assertThat(weeks.get(0).projects()).extracting(Usage.Share::spans).containsExactly(1L);
    assertThat(weeks.get(1).projects())
        .extracting(Usage.Share::project)
        .containsExactly("other", Given.PROJECT);
    Usage.Share shop = weeks.get(1).projects().get(1);
    assertThat(List.of(shop.traces(), shop.spans(), shop.messages(), shop.blobs()))
        .containsExactly(2L, 3L, 4L, 0L);
  }

  @Test
  void shares_out_all_bytes_of_a_file() {
    append(
        Given.call(Given.generation(1, 1), Given.asked("a", "b")),
        Given.part(Given.span("other", 1, 1)));

    Usage usage = storage.usage();

    Usage.Week week = usage.weeks().get(0);
    long shared = week.projects().stream().mapToLong(Usage.Share::bytes).sum();
    assertThat(Math.abs(shared - week.bytes())).isLessThan(week.projects().size());
    assertThat(usage.disk().used())
        .isGreaterThanOrEqualTo(week.bytes() + usage.disk().catalog())
        .matches(used -> used > 0 == storage.supports(Capability.DURABLE));
  }

  @Test
  void counts_less_after_a_deletion() {
    append(Given.call(Given.generation(1, 1), Given.asked("a", "b")), Given.part(Given.span(2, 1)));

    delete(1);

    Usage.Share share = storage.usage().weeks().get(0).projects().get(0);
    assertThat(share.spans()).isEqualTo(1);
    assertThat(share.messages()).isZero();
  }
}
