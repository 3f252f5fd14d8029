// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.agents;

import dev.steno.benchmarks.load.Conversations;
import dev.steno.benchmarks.load.LongTask;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.testing.generate.AgentTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written, in its order. Immutable.
 *
 * @param name a short name
 * @param words what it is
 * @param parts the spans, each as one part
 * @param traces traces to read whole
 * @param commit spans in a transaction
 */
record Workload(String name, String words, List<SpanPart> parts, List<TraceId> traces, int commit) {
  private static final String PROJECT = "default";
  private static final int LANES = 4;
  private static final int READ = 20;

  Workload {
    parts = List.copyOf(parts);
    traces = List.copyOf(traces);
  }

  /** Four agents at work at the same time, a trace each. */
  static Workload steps(Instant start, int steps, int history) {
    List<LongTask> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(new LongTask(100 + lane, PROJECT, start.plusMillis(lane), history));
    }
    List<SpanPart> parts = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      lanes.forEach(lane -> parts.add(lane.step()));
    }
    return new Workload(
        "steps",
        "%d interleaved traces of %d steps with %,d messages of history and two more each step"
            .formatted(LANES, steps, history),
        parts,
        lanes.stream().map(LongTask::traceId).toList(),
        20);
  }

  /** Conversations of 20 turns with short messages, one after the other. */
  static Workload turns(Instant start, int spans) {
    Conversations conversations = new Conversations(12, PROJECT);
    List<SpanPart> parts = new ArrayList<>();
    List<TraceId> traces = new ArrayList<>();
    for (int i = 0; i < spans / Conversations.SPANS; i++) {
      AgentTrace trace = conversations.next(start.plusMillis(i));
      parts.addAll(trace.parts());
      traces.add(trace.traceId());
    }
    return new Workload(
        "turns",
        "%,d spans in conversations of 20 turns with short messages, a trace each"
            .formatted(parts.size()),
        parts,
        some(traces),
        1_000);
  }

  /** Sessions of many turns, a trace each with all that was said before. */
  static Workload sessions(Instant start, int sessions, int turns) {
    List<LongTask> open = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      open.add(new LongTask(500 + i, PROJECT, start.plusMillis(i), 0));
    }
    List<SpanPart> parts = new ArrayList<>();
    List<TraceId> traces = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      for (LongTask session : open) {
        parts.add(session.step());
        traces.add(session.traceId());
        session.newTrace();
      }
    }
    return new Workload(
        "sessions",
        "%d sessions of %d turns, a trace each with all that was said before"
            .formatted(sessions, turns),
        parts,
        some(traces),
        20);
  }

  private static List<TraceId> some(List<TraceId> all) {
    int each = Math.max(1, all.size() / READ);
    List<TraceId> some = new ArrayList<>();
    for (int i = each - 1; i < all.size(); i += each) {
      some.add(all.get(i));
    }
    return some;
  }
}
