// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.Aggregates;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.analysis.BodySizes;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.Pieces;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.sql.Dialect;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.TraceReader;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Answers from the tables of a source. Thread-safe. */
public final class AnalysisReader implements Analysis {
  private final Source source;
  private final Dialect dialect;
  private final Clock clock;
  private final TraceReader traces;
  private final Chosen.Finder finder;

  /**
   * A reader of a source.
   *
   * @param traces finds the traces in which a text occurs
   * @param clock tells whether a span without an end is still running
   */
  public AnalysisReader(Source source, Dialect dialect, TraceReader traces, Clock clock) {
    this.source = source;
    this.dialect = dialect;
    this.clock = clock;
    this.traces = traces;
    this.finder = new Chosen.Finder(traces);
  }

  @Override
  public Aggregates aggregate(AggregateQuery query) {
    Chosen chosen = finder.find(query.project(), query.filter(), query.window());
    return source.read(
        session ->
            new AggregateReader(new SpanRows(session, dialect, clock.instant(), chosen), query)
                .read());
  }

  @Override
  public Overview overview(OverviewQuery query) {
    Chosen chosen = finder.find(query.project(), query.filter(), query.window());
    return source.read(
        session ->
            new OverviewReader(new SpanRows(session, dialect, clock.instant(), chosen), query)
                .read());
  }

  @Override
  public SearchPage search(SearchQuery query) {
    return source.read(
        session -> new SearchReader(new SearchRows(session, dialect, query), query).read());
  }

  @Override
  public List<StoredSpan> outline(String project, TraceId trace) {
    return traces.outline(project, trace);
  }

  @Override
  public Map<SpanId, BodySizes> sizes(String project, TraceId trace) {
    return source.read(session -> new PieceReader(session, project, trace).sizes(dialect));
  }

  @Override
  public Pieces pieces(
      String project, TraceId trace, Collection<SpanId> spans, Collection<Hash> messages) {
    return source.read(session -> new PieceReader(session, project, trace).read(spans, messages));
  }
}
