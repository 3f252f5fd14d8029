// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.assembly.Assembly;
import dev.steno.storage.upkeep.ChainCheck;
import dev.steno.storage.upkeep.Fault;
import dev.steno.storage.upkeep.Upkeep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks a {@link MemoryStorage}, which cannot be copied. Thread-safe. */
final class MemoryUpkeep implements Upkeep {
  private final Open open;
  private final MemoryTraces traces;

  MemoryUpkeep(Open open, MemoryTraces traces) {
    this.open = open;
    this.traces = traces;
  }

  @Override
  public Verified verify(Watch watch) {
    List<TraceRecord> all = open.run(traces::all);
    long commits = 0;
    long messages = 0;
    long faults = 0;
    for (int i = 0; i < all.size(); i++) {
      TraceRecord trace = all.get(i);
      watch.at((double) i / all.size(), "trace " + trace.traceId());
      List<Fault> found = check(trace);
      found.forEach(watch::broken);
      faults += found.size();
      commits += trace.commits().size();
      messages += trace.messages().size();
    }
    return new Verified(all.size(), commits, messages, 0, faults);
  }

  private static List<Fault> check(TraceRecord trace) {
    List<ChainCheck.Filed> commits = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    trace.commits().forEach((span, commit) -> commits.add(new ChainCheck.Filed(span, commit)));
    faults.addAll(ChainCheck.check(trace.project(), trace.traceId(), commits));
    commits.forEach(filed -> faults.addAll(missing(trace, filed)));
    trace
        .messages()
        .forEach(
            (id, message) -> {
              if (!Chain.id(message).equals(id)) {
                faults.add(
                    new Fault(
                        trace.project(),
                        trace.traceId(),
                        null,
                        "the message " + id + " was changed"));
              }
            });
    return faults;
  }

  private static List<Fault> missing(TraceRecord trace, ChainCheck.Filed filed) {
    Commit commit = filed.commit();
    return Assembly.named(commit).stream()
        .filter(id -> !trace.messages().containsKey(id) && !trace.tools().containsKey(id))
        .map(
            id ->
                new Fault(
                    trace.project(),
                    trace.traceId(),
                    filed.span(),
                    "the message or tool " + id + " is missing"))
        .toList();
  }

  @Override
  public BackedUp backUp(Path directory, Watch watch) {
    throw new StorageException(
        StorageException.Kind.INVALID,
        "A store in memory cannot be backed up (expected: one in a directory).");
  }
}
