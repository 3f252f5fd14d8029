// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.step.Step;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Need;
import dev.steno.server.tail.Tail;
import dev.steno.storage.Page;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Traces: the list, one whole, its blobs, and the tail. Thread-safe. */
public final class TraceResource {
  static final int DEFAULT_LIMIT = 50;
  static final long MAX_EXPANDED = 64L << 20;

  private final TraceStore store;
  private final Clock clock;
  private final Tail tail;
  private final LargeAnswers large;

  TraceResource(Storage storage, Resources resources, LargeAnswers large) {
    this.store = storage.traces();
    this.clock = resources.clock();
    this.tail = resources.tail();
    this.large = large;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/traces", Need.READ, this::list),
        Endpoint.get("/tail", Need.READ, this::tail),
        Endpoint.get("/traces/{trace}", Need.READ, this::whole),
        Endpoint.get("/traces/{trace}/steps", Need.READ, this::steps),
        Endpoint.get("/traces/{trace}/blobs/{sha256}", Need.READ, this::blob));
  }

  private HttpResponse blob(RestCall call) {
    return BlobAnswer.of(
        store
            .blob(call.project(), call.trace(), call.variable("sha256"))
            .orElseThrow(() -> Refusal.notFound("blob: there is none of that hash in the trace")));
  }

  private HttpResponse list(RestCall call) {
    TraceQuery query =
        new TraceQuery(
            call.project(), call.filter(clock), call.limit(DEFAULT_LIMIT), call.cursor());
    Page<TraceSummary> page = store.list(query);
    return call.answer(
        new Members()
            .putList("traces", page.items(), SummaryJson::toJson)
            .put("next", page.next() == null ? JsonValue.NULL : JsonValue.of(page.next()))
            .put("limit", page.limit())
            .build());
  }

  private HttpResponse tail(RestCall call) {
    return tail.listen(call.context(), call.project(), call.filter(clock));
  }

  private HttpResponse whole(RestCall call) {
    TraceId id = call.trace();
    TraceRecord trace = store.trace(call.project(), id).orElseThrow(() -> unknown(id));
    boolean expanded = expanded(call);
    TraceDocument document = new TraceDocument(trace, expanded, clock.instant());
    if (expanded) {
      LargeAnswers.check("answer", MAX_EXPANDED, out -> write(document, out));
    }
    return large.answer(call, out -> write(document, out));
  }

  private HttpResponse steps(RestCall call) {
    TraceId id = call.trace();
    TraceRecord trace = store.trace(call.project(), id).orElseThrow(() -> unknown(id));
    List<Step> steps = StepsDocument.steps(List.of(trace));
    JsonObject head =
        new Members().put("trace_id", id.hex()).put("project", trace.project()).build();
    return large.answer(call, out -> StepsDocument.write(head, steps, JsonObject.EMPTY, out));
  }

  private static void write(TraceDocument document, OutputStream out) throws IOException {
    JsonStream stream = new JsonStream(out).begin(document.head());
    stream.array("spans", document.spans());
    writeContents(stream, document.trace().messages(), document.trace().tools());
    stream.array("feedback", document.feedback()).end();
  }

  /** The messages and tool definitions by their ids. */
  static void writeContents(
      JsonStream stream,
      Map<dev.steno.model.chain.Hash, dev.steno.model.message.Message> messages,
      Map<dev.steno.model.chain.Hash, JsonValue> tools)
      throws IOException {
    stream.object(
        "messages",
        messages.entrySet().stream()
            .map(
                entry ->
                    Map.<String, JsonValue>entry(entry.getKey().hex(), entry.getValue().toJson()))
            .iterator());
    stream.object(
        "tools",
        tools.entrySet().stream()
            .map(entry -> Map.entry(entry.getKey().hex(), entry.getValue()))
            .iterator());
  }

  private static boolean expanded(RestCall call) {
    String expand = call.query().get("expand");
    if (expand == null || expand.isEmpty()) {
      return false;
    }
    if (!expand.equals("messages")) {
      throw Refusal.invalid(
          "expand: " + RestCall.shortened(expand) + " (expected: messages, or none)");
    }
    return true;
  }

  public static Refusal unknown(TraceId id) {
    return Refusal.notFound("trace: " + id + " is not in this project (expected: a recorded one)");
  }
}
