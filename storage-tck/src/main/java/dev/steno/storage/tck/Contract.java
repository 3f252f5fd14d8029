// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore.Appended;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.Selection;
import dev.steno.testing.FakeClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store opened for each test and closed after it. For one thread, as JUnit runs it. */
public abstract class Contract {
  private final BiFunction<Path, Clock, Storage> opening;

  @TempDir protected Path directory = Path.of("");
  protected final FakeClock clock = FakeClock.at(Given.NOW);
  protected Storage storage;

  @SuppressWarnings("NullAway.Init") // JUnit calls openStore before any test
  protected Contract(BiFunction<Path, Clock, Storage> opening) {
    this.opening = opening;
  }

  @BeforeEach
  void openStore() {
    storage = open(directory);
  }

  @AfterEach
  void closeStore() {
    storage.close();
  }

  protected final Storage open(Path path) {
    return opening.apply(path, clock);
  }

  protected final void reopen() {
    storage.close();
    storage = open(directory);
  }

  /** Appends the parts in one batch and waits until they are kept. */
  protected final Appended append(SpanPart... parts) {
    return append(List.of(parts));
  }

  protected final Appended append(List<SpanPart> parts) {
    // The bound is for a store that never answers; no test depends on its length.
    return storage.traces().append(parts).orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Deletes a trace of the project of the cases. */
  protected final Erased delete(int trace) {
    return delete(Given.traceId(trace));
  }

  protected final Erased delete(TraceId trace) {
    return storage.erasures().erase(new Selection.OfTrace(Given.PROJECT, trace), "tester");
  }

  protected final TraceRecord trace(TraceId id) {
    return storage.traces().trace(Given.PROJECT, id).orElseThrow();
  }

  /** Asserts that {@code work} is refused in this way, itself or as the cause of its future. */
  protected static void assertRefused(StorageException.Kind kind, Runnable work) {
    Throwable thrown = Assertions.catchThrowable(work::run);
    Throwable refusal = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    Assertions.assertThat(refusal)
        .isInstanceOfSatisfying(
            StorageException.class, e -> Assertions.assertThat(e.kind()).isEqualTo(kind));
  }
}
