// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.pricing.Prices;
import dev.steno.server.http.Refusal;
import dev.steno.server.rest.Endpoint;
import dev.steno.server.rest.Members;
import dev.steno.server.rest.Resources;
import dev.steno.server.rest.RestCall;
import dev.steno.server.rest.TraceResource;
import dev.steno.server.security.Need;
import dev.steno.storage.Page;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How prompt caches fared: in a trace, a conversation, or what a query finds. Thread-safe. */
public final class CacheResource {
  /** So many traces are read unless the request says otherwise. */
  static final int DEFAULT_LIMIT = 100;

  private final TraceStore store;
  private final Prices prices;
  private final Clock clock;

  /** The resource over a store. */
  public CacheResource(Storage storage, Resources resources) {
    this.store = storage.traces();
    this.prices = storage.prices();
    this.clock = resources.clock();
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/traces/{trace}/cache", Need.READ, this::ofTrace),
        Endpoint.get("/cache", Need.READ, this::ofMany));
  }

  private HttpResponse ofTrace(RestCall call) {
    TraceId id = call.trace();
    TraceRecord record =
        store.trace(call.project(), id).orElseThrow(() -> TraceResource.unknown(id));
    CacheReport report = new CacheReport(prices);
    report.add(List.of(record));
    return call.answer(
        new Members().put("trace_id", id.hex()).putAll(report.json().build()).build());
  }

  private HttpResponse ofMany(RestCall call) {
    String conversation = call.query().get("conversation");
    int limit = call.limit(DEFAULT_LIMIT);
    CacheReport report = new CacheReport(prices);
    String next =
        conversation == null || conversation.isEmpty()
            ? found(call, limit, report)
            : conversation(call, conversation, limit, report);
    return call.answer(
        report
            .json()
            .put("next", next == null ? JsonValue.NULL : JsonValue.of(next))
            .put("limit", limit)
            .build());
  }

  private @Nullable String conversation(
      RestCall call, String conversation, int limit, CacheReport report) {
    Page<TraceRecord> page = store.conversation(call.project(), conversation, limit, call.cursor());
    if (page.items().isEmpty() && call.cursor() == null) {
      throw Refusal.notFound(
          "conversation: "
              + RestCall.shortened(conversation)
              + " is not in this project (expected: the id of a recorded one)");
    }
    report.add(page.items());
    return page.next();
  }

  /** The latest traces that a query finds, those of one conversation together. */
  private @Nullable String found(RestCall call, int limit, CacheReport report) {
    Page<TraceSummary> page =
        store.list(new TraceQuery(call.project(), call.filter(clock), limit, call.cursor()));
    Map<String, List<TraceId>> together = new LinkedHashMap<>();
    for (TraceSummary summary : page.items()) {
      String conversation = summary.grouping().conversation();
      // Latest first, as they are listed: the earliest of a conversation comes to its front.
      together
          .computeIfAbsent(
              conversation == null ? summary.traceId().hex() : "of " + conversation,
              key -> new ArrayList<>())
          .add(0, summary.traceId());
    }
    for (List<TraceId> ids : together.values()) {
      report.add(ids.stream().flatMap(id -> store.trace(call.project(), id).stream()).toList());
    }
    return page.next();
  }
}
