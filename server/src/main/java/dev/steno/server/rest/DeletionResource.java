// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Need;
import dev.steno.storage.Storage;
import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.ErasureStore;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterParser;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Deletion of a trace or of what meets a query, and the record of it. Thread-safe. */
final class DeletionResource {
  private final Storage storage;
  private final ErasureStore store;
  private final Clock clock;

  DeletionResource(Storage storage, Clock clock) {
    this.storage = storage;
    this.store = storage.erasures();
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.delete("/traces", Need.ADMIN, this::deleteMatching),
        Endpoint.delete("/traces/{trace}", Need.ADMIN, this::deleteTrace),
        Endpoint.get("/deletions", Need.ADMIN, this::list));
  }

  private HttpResponse deleteTrace(RestCall call) {
    Selection selection = new Selection.OfTrace(call.project(), call.trace());
    Erased erased = erase(call, selection);
    if (erased.equals(Erased.NONE)) {
      throw TraceResource.unknown(call.trace());
    }
    return answer(call, erased);
  }

  private HttpResponse deleteMatching(RestCall call) {
    return answer(call, erase(call, selection(call)));
  }

  private Selection selection(RestCall call) {
    String q = call.query().get("q", "").strip();
    String days = call.query().get("older_than_days", "");
    boolean all = call.flag("all");
    if ((q.isEmpty() ? 0 : 1) + (days.isEmpty() ? 0 : 1) + (all ? 1 : 0) != 1) {
      throw Refusal.invalid(
          "q, older_than_days, all: none or several (expected: one of q=QUERY,"
              + " older_than_days=DAYS, or all=true for every trace of the project)");
    }
    if (!days.isEmpty()) {
      if (!days.matches("[1-9][0-9]{0,4}")) {
        throw Refusal.invalid(
            "older_than_days: " + RestCall.shortened(days) + " (expected: 1 to 99999)");
      }
      return Selection.Expired.after(
          call.project(), Duration.ofDays(Integer.parseInt(days)), clock.instant());
    }
    if (q.equals("*")) {
      throw Refusal.invalid(
          "q: * (expected: a query such as user:ada; all=true deletes every trace of the project)");
    }
    Filter filter = all ? Filter.ALL : FilterParser.parse(q, clock.instant());
    return new Selection.Matching(call.project(), filter);
  }

  private Erased erase(RestCall call, Selection selection) {
    if (call.flag("dry_run")) {
      return store.count(selection);
    }
    // Files are written anew, which takes as long as it takes; half of it is nothing.
    call.context().clearRequestTimeout();
    return store.erase(selection, call.caller().name());
  }

  private HttpResponse list(RestCall call) {
    int limit = call.limit(TraceResource.DEFAULT_LIMIT);
    return call.answer(
        new Members()
            .putList("deletions", store.deletions(call.project(), limit), DeletionResource::toJson)
            .put("limit", limit)
            .build());
  }

  private HttpResponse answer(RestCall call, Erased erased) {
    Members members =
        new Members()
            .put("deleted", counts(new Members(), erased).build())
            .put("dry_run", call.flag("dry_run"));
    return call.answer(
        UsageResource.putCopies(members, storage.disk(), call.caller().project()).build());
  }

  private static JsonObject toJson(Deletion deletion) {
    Members members =
        new Members()
            .put("number", deletion.number())
            .put("kind", deletion.kind().name().toLowerCase(Locale.ROOT))
            .put("form", deletion.form())
            .put("by", deletion.by())
            .put("started_time", deletion.started())
            .put("finished_time", deletion.finished());
    return counts(members, deletion.erased()).build();
  }

  private static Members counts(Members members, Erased erased) {
    return members
        .put("traces", erased.traces())
        .put("spans", erased.spans())
        .put("messages", erased.messages())
        .put("blobs", erased.blobs())
        .put("feedback", erased.feedback());
  }
}
