// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue;
import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.query.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is small, full or read-only: a sentence says what to do, and nothing is lost. */
class CircumstancesIT {
  private static final int BYTES = 100_000;
  @TempDir Path temporary;
  private Path disk;
  private Path data;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectories(temporary.resolve("disk"));
    data = disk.resolve("data");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "steno-test", disk.toString());
    assumeTrue(mounted, "a tmpfs cannot be mounted here: run the tests as root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void refuses_what_comes_before_the_disk_is_full_and_goes_on_after_a_deletion() {
    try (DuckDbStorage storage = open(null)) {
      int kept = fill(storage);

      assertThat(disk.toFile().getUsableSpace()).isPositive();
      assertThat(refusal(storage)).hasMessageContaining("free some space");
      assertThat(catchThrowableOfType(StorageException.class, storage::check).kind())
          .isEqualTo(Kind.FULL);
      assertAllThere(storage, kept);
    }
    try (DuckDbStorage storage = open(null)) {
      storage.erasures().erase(new Selection.Matching(Parts.PROJECT, Filter.ALL), "tester");
      append(storage, 1);

      assertAllThere(storage, 1);
    }
  }

  @Test
  void refuses_what_is_beyond_the_limit_of_the_directory_but_reads_and_deletes() {
    long limit = 8 << 20;
    try (DuckDbStorage storage = open(limit)) {
      int kept = fill(storage);

      assertThat(storage.disk().used()).isLessThanOrEqualTo(limit);
      assertThat(refusal(storage))
          .hasMessageContaining(data.toString())
          .hasMessageContaining("limit: " + limit)
          .hasMessageContaining("steno delete");
      assertAllThere(storage, kept);

      Parts.delete(storage, 1);
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(1))).isEmpty();
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(2))).isPresent();
    }
  }

  @Test
  void loses_nothing_when_others_fill_the_disk() throws IOException {
    int kept;
    try (DuckDbStorage storage = open(null)) {
      for (kept = 1; kept <= 20; kept++) {
        append(storage, kept);
      }
      kept--;
      Path other = other();

      assertThat(refusal(storage).kind()).isEqualTo(Kind.FULL);
      assertAllThere(storage, kept);

      Files.delete(other);
    }
    try (DuckDbStorage storage = open(null)) {
      assertAllThere(storage, kept);
      append(storage, kept + 1);
      other();
    }
    try (DuckDbStorage storage = open(null)) {
      assertAllThere(storage, kept + 1);
    }
  }

  @Test
  void deletes_nothing_by_halves_when_the_copy_finds_no_room() throws IOException {
    try (DuckDbStorage storage = open(null)) {
      for (int i = 1; i <= 50; i++) {
        append(storage, i);
      }
    }
    try (DuckDbStorage storage = open(null)) {
      Path other = other();

      StorageException refused =
          catchThrowableOfType(StorageException.class, () -> Parts.delete(storage, 1));

      assertThat(refused.kind()).isEqualTo(Kind.FULL);
      assertAllThere(storage, 50);
      Files.delete(other);
      assertThat(Parts.delete(storage, 1).traces()).isEqualTo(1);
    }
  }

  @Test
  void refuses_a_directory_that_is_read_only() throws Exception {
    open(null).close();
    assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();

    StorageException refused = catchThrowableOfType(StorageException.class, () -> open(null));

    assertThat(refused.kind()).isEqualTo(Kind.FAILED);
    assertThat(refused)
        .hasMessageContaining(data.toString())
        .hasMessageContaining("make it writable");
  }

  /** Fills the disk to the last byte with something else. */
  private Path other() throws IOException {
    Path other = disk.resolve("other");
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(other)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return other;
    }
  }

  /** Appends until it is refused, and says how many traces were kept. */
  private static int fill(DuckDbStorage storage) {
    for (int i = 1; i < 10_000; i++) {
      try {
        append(storage, i);
      } catch (CompletionException e) {
        assertThat(((StorageException) e.getCause()).kind()).isEqualTo(Kind.FULL);
        return i - 1;
      }
    }
    throw new AssertionError("never refused");
  }

  private static StorageException refusal(DuckDbStorage storage) {
    CompletionException thrown =
        catchThrowableOfType(CompletionException.class, () -> append(storage, 9_999));
    return (StorageException) thrown.getCause();
  }

  private static void append(DuckDbStorage storage, int trace) {
    byte[] random = new byte[BYTES];
    new Random(trace).nextBytes(random);
    Span span =
        Span.builder(Parts.PROJECT, Parts.trace(trace), new SpanId(1))
            .type(SpanType.SPAN)
            .start(Parts.NOW)
            .end(Parts.NOW)
            .input(JsonValue.of(java.util.HexFormat.of().formatHex(random)))
            .build();
    storage
        .traces()
        .append(List.of(new SpanPart(SpanPart.Kind.SPAN, 0, Parts.NOW, span, null)))
        .join();
  }

  private static void assertAllThere(DuckDbStorage storage, int traces) {
    for (int i = 1; i <= traces; i++) {
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(i))).isPresent();
    }
  }

  private DuckDbStorage open(Long limit) {
    return DuckDbStorage.open(data, DuckDbOptions.defaults().withMaxDisk(limit), Clock.systemUTC());
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(new ArrayList<>(List.of(command))).start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
