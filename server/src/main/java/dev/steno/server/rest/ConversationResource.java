// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.codec.FeedbackJson;
import dev.steno.model.Feedback;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.step.Step;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Need;
import dev.steno.storage.Page;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Conversations: their traces with every message once. Thread-safe. */
final class ConversationResource {
  static final int DEFAULT_LIMIT = 50;

  private final TraceStore store;
  private final Clock clock;
  private final LargeAnswers large;

  ConversationResource(Storage storage, Resources resources, LargeAnswers large) {
    this.store = storage.traces();
    this.clock = resources.clock();
    this.large = large;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/conversations/{conversation}", Need.READ, this::page),
        Endpoint.get("/conversations/{conversation}/steps", Need.READ, this::steps));
  }

  private HttpResponse page(RestCall call) {
    Page<TraceRecord> page = traces(call);
    String conversation = call.variable("conversation");
    String project = call.project();
    Instant now = clock.instant();
    return large.answer(call, out -> write(out, project, conversation, page, now));
  }

  private HttpResponse steps(RestCall call) {
    Page<TraceRecord> page = traces(call);
    List<Step> steps = StepsDocument.steps(page.items());
    JsonObject head = head(call.variable("conversation"), call.project());
    return large.answer(call, out -> StepsDocument.write(head, steps, tail(page), out));
  }

  private Page<TraceRecord> traces(RestCall call) {
    String conversation = call.variable("conversation");
    Page<TraceRecord> page =
        store.conversation(call.project(), conversation, call.limit(DEFAULT_LIMIT), call.cursor());
    if (page.items().isEmpty() && call.cursor() == null) {
      throw Refusal.notFound(
          "conversation: "
              + RestCall.shortened(conversation)
              + " is not in this project (expected: the id of a recorded one)");
    }
    return page;
  }

  private static JsonObject head(String conversation, String project) {
    return new Members().put("conversation_id", conversation).put("project", project).build();
  }

  private static JsonObject tail(Page<TraceRecord> page) {
    return new Members()
        .put("next", page.next() == null ? JsonValue.NULL : JsonValue.of(page.next()))
        .put("limit", page.limit())
        .build();
  }

  private static void write(
      OutputStream out, String project, String conversation, Page<TraceRecord> page, Instant now)
      throws IOException {
    Map<Hash, Message> messages = new LinkedHashMap<>();
    Map<Hash, JsonValue> tools = new LinkedHashMap<>();
    List<Feedback> feedback = new ArrayList<>();
    for (TraceRecord trace : page.items()) {
      messages.putAll(trace.messages());
      tools.putAll(trace.tools());
      feedback.addAll(trace.feedback());
    }
    JsonStream stream = new JsonStream(out).begin(head(conversation, project));
    stream.objects("traces", page.items().iterator(), (object, trace) -> write(object, trace, now));
    TraceResource.writeContents(stream, messages, tools);
    stream.array("feedback", feedback.stream().map(FeedbackJson::toJson).iterator());
    stream.members(tail(page).members().entrySet().iterator()).end();
  }

  private static void write(JsonStream stream, TraceRecord trace, Instant now) throws IOException {
    TraceDocument document = new TraceDocument(trace, false, now);
    stream.begin(document.head()).array("spans", document.spans());
    stream.array("feedback", document.feedback()).end();
  }
}
