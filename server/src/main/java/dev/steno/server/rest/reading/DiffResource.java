// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.http.Refusal;
import dev.steno.server.rest.Endpoint;
import dev.steno.server.rest.LargeAnswers;
import dev.steno.server.rest.Members;
import dev.steno.server.rest.Resources;
import dev.steno.server.rest.RestCall;
import dev.steno.server.rest.TraceResource;
import dev.steno.server.security.Need;
import dev.steno.storage.Page;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import java.time.Clock;
import java.util.List;

/** Two traces or two conversations side by side. Thread-safe. */
public final class DiffResource {
  /** Turns of a conversation beyond this are not compared, and the answer says so. */
  private static final int MOST_TURNS = 500;

  private final TraceStore store;
  private final Clock clock;
  private final LargeAnswers large;

  /** The resource over a store. */
  public DiffResource(Storage storage, Resources resources, LargeAnswers large) {
    this.store = storage.traces();
    this.clock = resources.clock();
    this.large = large;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/traces/{trace}/diff/{other}", Need.READ, this::traces),
        Endpoint.get("/conversations/{conversation}/diff/{other}", Need.READ, this::conversations));
  }

  private HttpResponse traces(RestCall call) {
    TraceRecord a = trace(call, call.trace());
    TraceRecord b = trace(call, RestCall.ids(() -> TraceId.of(call.variable("other"))));
    return answer(call, name(a), List.of(a), name(b), List.of(b));
  }

  private HttpResponse conversations(RestCall call) {
    Page<TraceRecord> a = conversation(call, call.variable("conversation"));
    Page<TraceRecord> b = conversation(call, call.variable("other"));
    return answer(
        call,
        name(call.variable("conversation"), a),
        a.items(),
        name(call.variable("other"), b),
        b.items());
  }

  private HttpResponse answer(
      RestCall call, JsonObject a, List<TraceRecord> ofA, JsonObject b, List<TraceRecord> ofB) {
    DiffDocument document = new DiffDocument(a, ofA, b, ofB, clock.instant());
    return large.answer(call, document::write);
  }

  private TraceRecord trace(RestCall call, TraceId id) {
    return store.trace(call.project(), id).orElseThrow(() -> TraceResource.unknown(id));
  }

  private Page<TraceRecord> conversation(RestCall call, String id) {
    Page<TraceRecord> page = store.conversation(call.project(), id, MOST_TURNS, null);
    if (page.items().isEmpty()) {
      throw Refusal.notFound(
          "conversation: "
              + RestCall.shortened(id)
              + " is not in this project (expected: the id of a recorded one)");
    }
    return page;
  }

  private static JsonObject name(TraceRecord trace) {
    return new Members().put("trace_id", trace.traceId().hex()).build();
  }

  private static JsonObject name(String conversation, Page<TraceRecord> page) {
    return new Members()
        .put("conversation_id", conversation)
        .put("traces", page.items().size())
        .put("limit", MOST_TURNS)
        .put("complete", JsonValue.of(page.next() == null))
        .build();
  }
}
