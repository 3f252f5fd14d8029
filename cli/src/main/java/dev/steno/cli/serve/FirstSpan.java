// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.model.SpanPart;
import dev.steno.storage.Interceptor;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceStore.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells once when the first span was accepted. Thread-safe. */
final class FirstSpan implements Interceptor {
  private final Runnable accepted;
  private final AtomicBoolean told = new AtomicBoolean();

  FirstSpan(Runnable accepted) {
    this.accepted = accepted;
  }

  @Override
  public CompletableFuture<Appended> append(TraceStore store, List<SpanPart> parts) {
    CompletableFuture<Appended> appended = store.append(parts);
    if (told.get()) {
      return appended;
    }
    return appended.whenComplete(
        (done, failed) -> {
          if (failed == null && done.accepted() > 0 && told.compareAndSet(false, true)) {
            accepted.run();
          }
        });
  }
}
