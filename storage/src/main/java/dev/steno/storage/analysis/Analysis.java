// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.assembly.StoredSpan;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Answers questions over many traces of a project, and reads large ones in pieces. Thread-safe. */
public interface Analysis {

  /** Counts, sums and percentiles of spans or traces, by group. */
  Aggregates aggregate(AggregateQuery query);

  /** What the traces are that meet a filter: how many when, and which values they have. */
  Overview overview(OverviewQuery query);

  /** The messages and spans in which a text occurs, latest first. */
  SearchPage search(SearchQuery query);

  /**
   * The spans of a trace by start, each with what a list shows of it: ids, type, name, status,
   * times, grouping, agent, tool and generation. Empty if the project has no such trace.
   */
  List<StoredSpan> outline(String project, TraceId trace);

  /**
   * How long the bodies of the spans of a trace are, without their being given; spans that have
   * none are left out. It costs more than the outline: about as much as finding the bodies.
   */
  Map<SpanId, BodySizes> sizes(String project, TraceId trace);

  /** Some spans and messages of a trace; those that are not there are left out. */
  Pieces pieces(String project, TraceId trace, Collection<SpanId> spans, Collection<Hash> messages);
}
