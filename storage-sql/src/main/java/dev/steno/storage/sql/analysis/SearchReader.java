// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.analysis.SearchCursor;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.SearchPage.Hit;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.sql.TimeRange;
import dev.steno.storage.sql.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches texts from the latest back, in stretches of time of which each is twice as long as the
 * one after it: a word of every day is found at once, a rare one in a single pass. For one thread
 * and one search.
 */
final class SearchReader {
  private static final int STRETCHES = 6;
  private final SearchRows rows;
  private final SearchQuery query;

  SearchReader(SearchRows rows, SearchQuery query) {
    this.rows = rows;
    this.query = query;
  }

  /** What a row may be a hit of: a message, or else a span. */
  record Found(long nanos, @Nullable Hash message, @Nullable TraceId trace, @Nullable SpanId span) {
    SearchCursor place() {
      return message != null
          ? SearchCursor.of(Times.instant(nanos), message)
          : place(Times.instant(nanos));
    }

    @SuppressWarnings("NullAway") // what is no message is a span
    private SearchCursor place(java.time.Instant time) {
      return SearchCursor.of(time, trace, span);
    }
  }

  SearchPage read() {
    SearchCursor after = query.cursor() == null ? null : SearchCursor.parse(query.cursor());
    List<Hit> hits = new ArrayList<>();
    for (TimeRange stretch : stretches(after)) {
      boolean more = true;
      while (more) {
        List<Found> found = found(stretch, after);
        more = found.size() > query.limit();
        List<Found> some = more ? found.subList(0, query.limit()) : found;
        for (Hit hit : rows.hits(withoutLater(some))) {
          if (hits.size() == query.limit()) {
            return new SearchPage(hits, after == null ? null : after.text(), query.limit());
          }
          hits.add(hit);
          after = place(hit);
        }
        after = some.isEmpty() ? after : some.get(some.size() - 1).place();
        if (more && hits.size() == query.limit()) {
          return new SearchPage(hits, place(hits.get(hits.size() - 1)).text(), query.limit());
        }
      }
    }
    return new SearchPage(hits, null, query.limit());
  }

  private static SearchCursor place(Hit hit) {
    return hit.message() != null
        ? SearchCursor.of(hit.time(), hit.message())
        : SearchCursor.of(hit.time(), hit.spans().get(0).trace(), hit.spans().get(0).span());
  }

  /** The first rows of a stretch beyond a place, one more than are wanted. */
  private List<Found> found(TimeRange stretch, @Nullable SearchCursor after) {
    TimeRange rest =
        after == null
            ? stretch
            : stretch.and(new TimeRange(Long.MIN_VALUE, Times.nanos(after.time())));
    int limit = query.limit() + 1;
    return Stream.concat(
            rows.messages(rest, after, limit).stream(), rows.spans(rest, after, limit).stream())
        .sorted(java.util.Comparator.comparing(Found::place))
        .limit(limit)
        .toList();
  }

  /** Without messages that have been said again later within the window: those were hits there. */
  private List<Found> withoutLater(List<Found> found) {
    List<Hash> messages =
        found.stream().map(Found::message).filter(java.util.Objects::nonNull).toList();
    Set<SearchCursor> latest =
        rows.latest(messages).stream().map(Found::place).collect(Collectors.toSet());
    return found.stream()
        .filter(each -> each.message() == null || latest.contains(each.place()))
        .toList();
  }

  private List<TimeRange> stretches(@Nullable SearchCursor after) {
    long from = Times.nanos(query.window().from());
    long to = Times.nanos(query.window().to()) - 1;
    long width = Math.max(1, (to - from) / ((1L << STRETCHES) - 1));
    List<TimeRange> stretches = new ArrayList<>();
    for (int i = 0; i < STRETCHES && to >= from; i++) {
      long begin = i == STRETCHES - 1 ? from : Math.max(from, to - (width << i) + 1);
      if (after == null || begin <= Times.nanos(after.time())) {
        stretches.add(new TimeRange(begin, to));
      }
      to = begin - 1;
    }
    return stretches;
  }
}
