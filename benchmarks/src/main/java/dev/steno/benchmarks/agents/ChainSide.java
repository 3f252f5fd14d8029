// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.agents;

import dev.steno.benchmarks.Figures;
import dev.steno.benchmarks.Latencies;
import dev.steno.benchmarks.Meter;
import dev.steno.benchmarks.load.Disk;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceStore.Appended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The store, with every message once. For one thread. */
final class ChainSide {
  private static final int WAITING = 4;
  private final Function<Path, Storage> stores;
  private final Path directory;

  ChainSide(Function<Path, Storage> stores, Path directory) {
    this.stores = stores;
    this.directory = directory;
  }

  /** Writes it all and reads traces back. */
  void run(Workload workload, Figures found) throws IOException {
    Meter meter = new Meter();
    Storage storage = stores.apply(directory);
    meter.run(
        () -> {
          write(storage, workload);
          storage.close();
        });
    found.put("chain rate", workload.parts().size() / meter.seconds());
    found.put("chain cpu", meter.cpuSeconds());
    found.put("chain written", meter.writtenBytes() / 1e6);
    found.put("chain disk", Disk.bytes(directory) / 1e6);
    try (Storage again = stores.apply(directory)) {
      Latencies reads = new Latencies();
      for (TraceId id : workload.traces()) {
        long begun = System.nanoTime();
        int spans = again.traces().trace("default", id).orElseThrow().spans().size();
        reads.add(System.nanoTime() - begun);
        check(workload, id, spans);
      }
      found.put("chain read", reads.millis(0.5));
      found.put("chain read most", reads.millis(1));
    }
  }

  private static void write(Storage storage, Workload workload) {
    Deque<CompletableFuture<Appended>> waiting = new ArrayDeque<>();
    List<SpanPart> parts = workload.parts();
    for (int from = 0; from < parts.size(); from += workload.commit()) {
      int to = Math.min(parts.size(), from + workload.commit());
      waiting.add(storage.traces().append(parts.subList(from, to)));
      if (waiting.size() > WAITING) {
        waiting.remove().join();
      }
    }
    waiting.forEach(CompletableFuture::join);
  }

  /** A figure of a store that lost something would be worth nothing. */
  private static void check(Workload workload, TraceId id, int spans) throws IOException {
    long expected =
        workload.parts().stream().filter(part -> part.span().traceId().equals(id)).count();
    if (spans != expected) {
      throw new IOException(
          "Trace " + id + " has " + spans + " spans (expected: " + expected + ")");
    }
  }
}
