// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import dev.steno.codec.UsageJson;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.server.rest.Members;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.analysis.Aggregate;
import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.analysis.Match;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.Percentiles;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.assembly.Assembly;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to questions over many traces as JSON. Stateless. */
final class AnalysisJson {

  private AnalysisJson() {}

  static Members window(Window window) {
    return new Members().put("from", window.from()).put("to", window.to());
  }

  static JsonObject aggregate(List<GroupKey> by, Aggregate row) {
    Members keys = new Members();
    for (int i = 0; i < by.size(); i++) {
      String value = row.keys().get(i);
      keys.put(by.get(i).wire(), value == null ? JsonValue.NULL : JsonValue.of(value));
    }
    return new Members()
        .put("keys", keys.build())
        .put("count", row.count())
        .put("errors", row.errors())
        .put("usage", row.usage() == null ? null : UsageJson.toJson(row.usage()))
        .putCost(row.cost())
        .put("unpriced", row.unpriced())
        .put("latency", percentiles(row.latency()))
        .put("time_to_first_token", percentiles(row.firstToken()))
        .build();
  }

  private static @Nullable JsonObject percentiles(Percentiles percentiles) {
    return percentiles.equals(Percentiles.NONE)
        ? null
        : new Members()
            .put("p50", point(percentiles.p50()))
            .put("p95", point(percentiles.p95()))
            .put("p99", point(percentiles.p99()))
            .build();
  }

  private static @Nullable JsonObject point(Percentiles.@Nullable Point point) {
    return point == null
        ? null
        : new Members()
            .put("ms", point.value())
            .put("trace_id", point.trace().hex())
            .put("span_id", point.span() == null ? null : point.span().hex())
            .build();
  }

  static JsonObject overview(Window window, OverviewQuery query, Overview overview) {
    Members facets = new Members();
    for (Overview.Values values : overview.facets()) {
      facets.put(
          values.facet().wire(),
          new Members()
              .putList("values", values.top(), AnalysisJson::value)
              .put("others", values.others())
              .build());
    }
    return window(window)
        .put("traces", overview.traces())
        .put("errors", overview.errors())
        .put("bucket_ms", window.width(query.buckets()))
        .putList("buckets", overview.buckets(), AnalysisJson::bucket)
        .put("facets", facets.build())
        .put("value_limit", query.values())
        .put("exact", JsonValue.of(overview.exact()))
        .build();
  }

  private static JsonObject value(Overview.Value value) {
    return new Members().put("value", value.value()).put("traces", value.traces()).build();
  }

  private static JsonObject bucket(Overview.Bucket bucket) {
    return new Members()
        .put("from", bucket.window().from())
        .put("traces", bucket.traces())
        .put("errors", bucket.errors())
        .build();
  }

  static JsonObject hit(SearchPage.Hit hit) {
    return match(
            new Members()
                .put("time", hit.time())
                .put("message_id", hit.message() == null ? null : hit.message().hex())
                .put("role", hit.role()),
            hit.match())
        .putList("spans", hit.spans(), AnalysisJson::place)
        .put("span_count", hit.spanCount())
        .build();
  }

  private static JsonObject place(SearchPage.Place place) {
    return new Members()
        .put("trace_id", place.trace().hex())
        .put("span_id", place.span().hex())
        .build();
  }

  static JsonObject inSpan(Span span, Match match) {
    return match(new Members().put("span_id", span.spanId().hex()), match).build();
  }

  /** The span is the first one that has the message, so that there is one to go to. */
  static JsonObject inMessage(Hash id, Message message, List<SpanId> spans, Match match) {
    return match(
            new Members()
                .put("span_id", spans.isEmpty() ? null : spans.get(0).hex())
                .put("message_id", id.hex())
                .put("role", message.role()),
            match)
        .put("span_count", spans.size())
        .build();
  }

  private static Members match(Members members, Match match) {
    return members
        .put("field", match.field())
        .put("path", match.path())
        .put("offset", match.offset())
        .put("snippet", match.snippet())
        .put("match_from", match.from())
        .put("match_to", match.to());
  }

  /** The messages that a trace names, each with the spans that name it, in their order. */
  static Map<Hash, List<SpanId>> spansOf(TraceRecord trace) {
    Map<Hash, List<SpanId>> spans = new LinkedHashMap<>();
    trace
        .commits()
        .forEach(
            (span, commit) ->
                Assembly.messages(commit).stream()
                    .forEach(id -> spans.computeIfAbsent(id, key -> new ArrayList<>()).add(span)));
    return spans;
  }
}
