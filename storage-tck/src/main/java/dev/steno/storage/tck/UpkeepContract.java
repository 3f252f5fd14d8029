// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.storage.Capability;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.upkeep.Fault;
import dev.steno.storage.upkeep.Upkeep.BackedUp;
import dev.steno.storage.upkeep.Upkeep.Verified;
import dev.steno.storage.upkeep.Upkeep.Watch;
import dev.steno.testing.generate.Generator;
import dev.steno.testing.generate.WildTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store is checked and copied while it is open. */
abstract class UpkeepContract extends Contract {
  private static final int TRACES = 30;
  @TempDir Path elsewhere = Path.of("");

  UpkeepContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void an_empty_store_is_sound() {
    assertThat(storage.upkeep().verify(new Told())).isEqualTo(new Verified(0, 0, 0, 0, 0));
  }

  @Test
  void whatever_was_appended_is_found_sound() {
    wild(TRACES);
    Told told = new Told();

    Verified verified = storage.upkeep().verify(told);

    assertThat(told.faults).isEmpty();
    assertThat(verified.faults()).isZero();
    assertThat(verified.traces()).isGreaterThanOrEqualTo(TRACES);
    assertThat(verified.commits()).isPositive();
    assertThat(verified.messages()).isPositive();
  }

  @Test
  void what_is_left_after_a_deletion_is_found_sound() {
    List<TraceSummary> traces = wild(TRACES);
    traces.stream().limit(TRACES / 6).forEach(trace -> delete(trace.traceId()));
    Told told = new Told();

    storage.upkeep().verify(told);

    assertThat(told.faults).isEmpty();
  }

  @Test
  void a_backup_is_a_store_with_the_same_content() {
    if (!backsUp()) {
      return;
    }
    List<TraceSummary> traces = wild(TRACES);
    Path copy = elsewhere.resolve("copy");

    BackedUp done = storage.upkeep().backUp(copy, Watch.NONE);

    assertThat(done.copiedFiles()).isEqualTo(done.files()).isPositive();
    assertThat(done.copiedBytes()).isEqualTo(done.bytes()).isPositive();
    assertThatHolds(copy, traces);
  }

  @Test
  void a_second_backup_to_the_same_directory_copies_what_changed() {
    if (!backsUp()) {
      return;
    }
    wild(TRACES);
    Path copy = elsewhere.resolve("copy");
    BackedUp first = storage.upkeep().backUp(copy, Watch.NONE);
    append(Given.part(Given.span(1, 1)));

    BackedUp second = storage.upkeep().backUp(copy, Watch.NONE);
    BackedUp third = storage.upkeep().backUp(copy, Watch.NONE);

    assertThat(second.copiedFiles()).isOne();
    assertThat(second.files()).isEqualTo(first.files());
    assertThat(third.copiedFiles()).isZero();
    assertThatHolds(copy, all());
  }

  @Test
  void a_backup_into_something_else_is_refused() throws IOException {
    Files.writeString(elsewhere.resolve("letter.txt"), "Dear all");

    assertRefused(
        StorageException.Kind.INVALID, () -> storage.upkeep().backUp(elsewhere, Watch.NONE));
    assertThat(elsewhere.resolve("letter.txt")).hasContent("Dear all");
  }

  @Test
  void a_backup_into_the_store_itself_is_refused() {
    append(Given.part(Given.span(1, 1)));

    assertRefused(
        StorageException.Kind.INVALID, () -> storage.upkeep().backUp(directory, Watch.NONE));
  }

  @Test
  void a_backup_that_is_open_as_a_store_is_refused() {
    if (!backsUp()) {
      return;
    }
    Path copy = elsewhere.resolve("copy");
    storage.upkeep().backUp(copy, Watch.NONE);

    try (Storage opened = open(copy)) {
      opened.check();
      assertRefused(StorageException.Kind.LOCKED, () -> storage.upkeep().backUp(copy, Watch.NONE));
    }
  }

  @Test
  void a_backup_that_was_written_to_is_not_written_over() {
    if (!backsUp()) {
      return;
    }
    append(Given.part(Given.span(1, 1)));
    Path copy = elsewhere.resolve("copy");
    storage.upkeep().backUp(copy, Watch.NONE);
    try (Storage opened = open(copy)) {
      opened.traces().append(List.of(Given.part(Given.span(2, 1)))).join();
    }

    assertRefused(StorageException.Kind.INVALID, () -> storage.upkeep().backUp(copy, Watch.NONE));
  }

  /** Whether the store can be copied; one that cannot has to refuse it. */
  private boolean backsUp() {
    if (storage.supports(Capability.BACKUP)) {
      return true;
    }
    assertRefused(
        StorageException.Kind.INVALID,
        () -> storage.upkeep().backUp(elsewhere.resolve("copy"), Watch.NONE));
    return false;
  }

  private List<TraceSummary> wild(int traces) {
    Generator random = Generator.seeded(7);
    for (int i = 0; i < traces; i++) {
      WildTrace trace =
          WildTrace.of(
              random, Given.PROJECT, Given.NOW.minus(Duration.ofHours(12L * random.below(40))));
      append(trace.parts());
      trace.feedback().forEach(storage.feedback()::add);
    }
    return all();
  }

  private List<TraceSummary> all() {
    return storage.traces().list(TraceQuery.latest(Given.PROJECT, TraceQuery.MAX_LIMIT)).items();
  }

  private void assertThatHolds(Path copy, List<TraceSummary> traces) {
    try (Storage opened = open(copy)) {
      assertThat(
              opened.traces().list(TraceQuery.latest(Given.PROJECT, TraceQuery.MAX_LIMIT)).items())
          .isEqualTo(traces);
      for (TraceSummary trace : traces) {
        assertThat(opened.traces().trace(Given.PROJECT, trace.traceId()))
            .isEqualTo(storage.traces().trace(Given.PROJECT, trace.traceId()));
      }
      Told told = new Told();
      opened.upkeep().verify(told);
      assertThat(told.faults).isEmpty();
    }
  }

  /** What a watch was told. */
  private static final class Told implements Watch {
    private final List<Fault> faults = new ArrayList<>();

    @Override
    public void at(double share, String doing) {
      assertThat(share).isBetween(0.0, 1.0);
    }

    @Override
    public void broken(Fault fault) {
      faults.add(fault);
    }
  }
}
