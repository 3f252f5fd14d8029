// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.http.Refusal;
import dev.steno.server.rest.Endpoint;
import dev.steno.server.rest.Members;
import dev.steno.server.rest.RestCall;
import dev.steno.server.rest.TraceResource;
import dev.steno.server.security.Need;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.AggregateQuery.Subject;
import dev.steno.storage.analysis.Aggregates;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.analysis.Asked;
import dev.steno.storage.analysis.Facet;
import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.analysis.TextFinder;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterParser;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Questions over many traces: figures, facets and search. Thread-safe. */
public final class AnalysisResource {
  /** The window of a question that names none. */
  static final Duration ABSENT = Duration.ofDays(7);

  private static final int ROWS = 1_000;
  private static final int HITS = 20;
  private static final int BUCKETS = 60;
  private static final int VALUES = 10;
  private static final int MOST_MATCHES = 500;

  private final Analysis analysis;
  private final TraceStore traces;
  private final Clock clock;

  /** The resource over a store. */
  public AnalysisResource(Storage storage, Clock clock) {
    this.analysis = storage.analysis();
    this.traces = storage.traces();
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/aggregates", Need.READ, this::aggregates),
        Endpoint.get("/overview", Need.READ, this::overview),
        Endpoint.get("/search", Need.READ, this::search),
        Endpoint.get("/traces/{trace}/search", Need.READ, this::searchTrace));
  }

  private HttpResponse aggregates(RestCall call) {
    Asked asked = asked(call);
    String of = call.query().get("of", "spans");
    if (!of.equals("spans") && !of.equals("traces")) {
      throw Refusal.invalid("of: " + RestCall.shortened(of) + " (expected: spans or traces)");
    }
    List<GroupKey> by = named(call.query().get("by", ""), "by", GroupKey.values());
    AggregateQuery query =
        new AggregateQuery(
            call.project(),
            asked.window(),
            asked.filter(),
            of.equals("spans") ? Subject.SPAN : Subject.TRACE,
            by,
            number(call, "limit", ROWS));
    Aggregates answer = analysis.aggregate(query);
    return call.answer(
        AnalysisJson.window(asked.window())
            .put("of", of)
            .putList("by", by, key -> JsonValue.of(key.wire()))
            .putList("rows", answer.rows(), row -> AnalysisJson.aggregate(by, row))
            .put("limit", answer.limit())
            .put("more", JsonValue.of(answer.more()))
            .put("exact", JsonValue.of(answer.exact()))
            .build());
  }

  private HttpResponse overview(RestCall call) {
    Asked asked = asked(call);
    String facets = call.query().get("facets");
    OverviewQuery query =
        new OverviewQuery(
            call.project(),
            asked.window(),
            asked.filter(),
            facets == null ? List.of(Facet.values()) : named(facets, "facets", Facet.values()),
            number(call, "values", VALUES),
            number(call, "buckets", BUCKETS));
    Overview answer = analysis.overview(query);
    return call.answer(AnalysisJson.overview(asked.window(), query, answer));
  }

  private HttpResponse search(RestCall call) {
    Asked asked = Asked.of(time(call), clock.instant(), ABSENT);
    SearchQuery query =
        new SearchQuery(
            call.project(), text(call), asked.window(), number(call, "limit", HITS), call.cursor());
    SearchPage page = analysis.search(query);
    return call.answer(
        AnalysisJson.window(asked.window())
            .putList("hits", page.hits(), AnalysisJson::hit)
            .put("next", page.next() == null ? JsonValue.NULL : JsonValue.of(page.next()))
            .put("limit", page.limit())
            .put("span_limit", SearchPage.MAX_SPANS)
            .build());
  }

  private HttpResponse searchTrace(RestCall call) {
    String text = text(call);
    TraceRecord trace =
        traces
            .trace(call.project(), call.trace())
            .orElseThrow(() -> TraceResource.unknown(call.trace()));
    List<JsonObject> found = new ArrayList<>();
    for (Span span : trace.spans()) {
      TextFinder.in(span, text, MOST_MATCHES)
          .forEach(match -> found.add(AnalysisJson.inSpan(span, match)));
    }
    Map<Hash, List<SpanId>> spans = AnalysisJson.spansOf(trace);
    trace
        .messages()
        .forEach(
            (id, message) ->
                TextFinder.in(message, text, MOST_MATCHES)
                    .forEach(
                        match ->
                            found.add(
                                AnalysisJson.inMessage(
                                    id, message, spans.getOrDefault(id, List.of()), match))));
    return call.answer(
        new Members()
            .putList("matches", found.stream().limit(MOST_MATCHES).toList(), match -> match)
            .put("count", found.size())
            .put("limit", MOST_MATCHES)
            .build());
  }

  /** The query's filter, with its times or those of {@code from} and {@code to} as the window. */
  private Asked asked(RestCall call) {
    String q = call.query().get("q");
    Filter filter = q == null || q.isBlank() ? Filter.ALL : parse(q);
    return Asked.of(and(filter, time(call)), clock.instant(), ABSENT);
  }

  private static Filter and(Filter filter, Filter time) {
    List<Filter> all = new ArrayList<>();
    for (Filter each : List.of(filter, time)) {
      if (each instanceof Filter.And and) {
        all.addAll(and.filters());
      } else {
        all.add(each);
      }
    }
    return new Filter.And(all);
  }

  /** What {@code time=} says, in the words of the query language; all times if it says nothing. */
  private Filter time(RestCall call) {
    String time = call.query().get("time");
    return time == null || time.isBlank()
        ? Filter.ALL
        : parse("time:\"" + time.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
  }

  private Filter parse(String q) {
    return FilterParser.parse(q, clock.instant());
  }

  private static String text(RestCall call) {
    String text = call.query().get("q");
    if (text == null || text.isEmpty()) {
      throw Refusal.invalid("q: none (expected: the text to look for)");
    }
    return text;
  }

  private static int number(RestCall call, String name, int absent) {
    String text = call.query().get(name);
    if (text == null || text.isEmpty()) {
      return absent;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw Refusal.invalid(name + ": " + RestCall.shortened(text) + " (expected: a number)");
    }
    return Integer.parseInt(text);
  }

  private static <E extends Enum<E>> List<E> named(String list, String name, E[] values) {
    List<E> named = new ArrayList<>();
    for (String each : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      named.add(
          Arrays.stream(values)
              .filter(value -> wire(value).equals(each))
              .findFirst()
              .orElseThrow(() -> unknown(name, each, values)));
    }
    return named;
  }

  private static Refusal unknown(String name, String value, Enum<?>[] values) {
    return Refusal.invalid(
        name
            + ": "
            + RestCall.shortened(value)
            + " (expected: of "
            + Arrays.stream(values).map(AnalysisResource::wire).collect(Collectors.joining(", "))
            + ", with commas between)");
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
