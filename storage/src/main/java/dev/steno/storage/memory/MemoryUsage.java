// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.TraceId;
import dev.steno.storage.usage.Usage;
import java.util.HashSet;
import java.util.Set;

/** Counts what a project has of a week. For one thread. */
final class MemoryUsage {
  private final String project;
  private final Set<TraceId> traces = new HashSet<>();
  private final Set<Object> spans = new HashSet<>();
  private final Set<String> scopes = new HashSet<>();

  private record SpanOfTrace(TraceId trace, Object span) {}

  MemoryUsage(String project) {
    this.project = project;
  }

  void add(TraceId trace, MemoryTrace.Filed part) {
    traces.add(trace);
    spans.add(new SpanOfTrace(trace, part.part().part().span().spanId()));
    scopes.add(part.scope());
  }

  Usage.Share share(MemoryScopes all) {
    MemoryScopes.Released held = all.held(scopes);
    return new Usage.Share(project, traces.size(), spans.size(), held.items(), held.blobs(), 0);
  }
}
