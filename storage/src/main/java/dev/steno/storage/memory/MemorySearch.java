// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.Span;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.message.Message;
import dev.steno.storage.analysis.Match;
import dev.steno.storage.analysis.SearchCursor;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.SearchPage.Hit;
import dev.steno.storage.analysis.SearchPage.Place;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.analysis.TextFinder;
import dev.steno.storage.assembly.Assembly;
import dev.steno.storage.assembly.Placement;
import dev.steno.storage.assembly.StoredSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Searches everything, in plain Java. For one thread and one search. */
final class MemorySearch {
  private static final Comparator<Seen> LATEST_FIRST =
      Comparator.comparing(Seen::time)
          .reversed()
          .thenComparing(seen -> seen.place.trace())
          .thenComparing(seen -> seen.place.span());

  private final SearchQuery query;
  private final Map<SearchCursor, Hit> hits = new TreeMap<>();
  private final Map<Hash, Said> said = new HashMap<>();

  MemorySearch(SearchQuery query) {
    this.query = query;
  }

  /** A span and when it began. */
  private record Seen(Instant time, Place place) {}

  /** A message, when it was first said in each scope, and the spans that have it. */
  private record Said(Message message, Map<String, Instant> firsts, List<Seen> spans) {}

  SearchPage page(List<MemoryTraces.Known> traces) {
    for (MemoryTraces.Known trace : traces) {
      for (StoredSpan stored : trace.spans()) {
        if (query.window().contains(stored.start())) {
          look(stored);
          note(trace, stored);
        }
      }
    }
    said.forEach(this::look);
    SearchCursor after = query.cursor() == null ? null : SearchCursor.parse(query.cursor());
    List<Map.Entry<SearchCursor, Hit>> rest =
        hits.entrySet().stream()
            .filter(hit -> after == null || hit.getKey().compareTo(after) > 0)
            .limit(query.limit() + 1L)
            .toList();
    boolean more = rest.size() > query.limit();
    return new SearchPage(
        rest.stream().limit(query.limit()).map(Map.Entry::getValue).toList(),
        more ? rest.get(query.limit() - 1).getKey().text() : null,
        query.limit());
  }

  private void look(StoredSpan stored) {
    Span span = stored.span();
    for (Match match : TextFinder.in(span, query.text(), 1)) {
      hits.put(
          SearchCursor.of(stored.start(), span.traceId(), span.spanId()),
          new Hit(
              stored.start(),
              null,
              null,
              match,
              List.of(new Place(span.traceId(), span.spanId())),
              1));
    }
  }

  private void note(MemoryTraces.Known trace, StoredSpan stored) {
    Commit commit = stored.commit();
    if (commit == null) {
      return;
    }
    Span span = stored.span();
    TraceId id = span.traceId();
    String conversation = span.grouping().conversation();
    String scope =
        (conversation == null ? id.hex() : "c" + conversation) + Placement.week(stored.start());
    for (Hash hash : Assembly.messages(commit)) {
      Message message = trace.record().messages().get(hash);
      if (message != null) {
        Said known =
            said.computeIfAbsent(
                hash, key -> new Said(message, new HashMap<>(), new ArrayList<>()));
        known.firsts.merge(scope, stored.start(), (a, b) -> a.isBefore(b) ? a : b);
        known.spans.add(new Seen(stored.start(), new Place(id, span.spanId())));
      }
    }
  }

  private void look(Hash id, Said known) {
    for (Match match : TextFinder.in(known.message, query.text(), 1)) {
      Instant time = known.firsts.values().stream().max(Instant::compareTo).orElseThrow();
      List<Place> places =
          known.spans.stream()
              .sorted(LATEST_FIRST)
              .limit(SearchPage.MAX_SPANS)
              .map(Seen::place)
              .toList();
      hits.put(
          SearchCursor.of(time, id),
          new Hit(time, id, known.message.role(), match, places, known.spans.size()));
    }
  }
}
