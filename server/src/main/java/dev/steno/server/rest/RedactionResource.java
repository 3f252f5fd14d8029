// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.redaction.RedactionSettings;
import dev.steno.redaction.RedactionTrial;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Need;
import dev.steno.storage.Page;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.redaction.Redaction;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries redaction rules on a text or on what is stored, and changes nothing. Thread-safe. */
final class RedactionResource {
  private static final int TRACES = 50;
  private static final List<String> MEMBERS = List.of("text", "rules", "own");

  private final Storage storage;
  private final Clock clock;

  RedactionResource(Storage storage, Clock clock) {
    this.storage = storage;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/redaction", Need.ADMIN, this::attempt));
  }

  private HttpResponse attempt(RestCall call) {
    JsonObject json = call.json();
    for (String name : json.members().keySet()) {
      if (!MEMBERS.contains(name)) {
        throw Refusal.invalid(
            RestCall.shortened(name)
                + ": is not known (expected: "
                + String.join(", ", MEMBERS)
                + ")");
      }
    }
    RedactionTrial trial = new RedactionTrial(rules(call, json));
    String text = json.text("text");
    return text == null ? stored(call, trial) : ofText(call, trial, text);
  }

  /** The rules that the call names; the project's if it names none. */
  private List<RedactionSettings> rules(RestCall call, JsonObject json) {
    Map<String, JsonValue> named = new LinkedHashMap<>(json.members());
    named.remove("text");
    if (!named.isEmpty()) {
      return List.of(settings(new JsonObject(named)));
    }
    Map<String, ProjectSettings> all = storage.settings().all();
    return List.of(
        all.getOrDefault(Redaction.EVERY_PROJECT, ProjectSettings.NONE).redaction(),
        all.getOrDefault(call.project(), ProjectSettings.NONE).redaction());
  }

  private HttpResponse ofText(RestCall call, RedactionTrial trial, String text) {
    String kept = trial.look(text);
    return call.answer(new Members().put("text", kept).put("matches", matches(trial)).build());
  }

  private HttpResponse stored(RestCall call, RedactionTrial trial) {
    int limit = call.limit(TRACES);
    TraceQuery query = new TraceQuery(call.project(), call.filter(clock), limit, call.cursor());
    Page<TraceSummary> page = storage.traces().list(query);
    for (TraceSummary summary : page.items()) {
      storage
          .traces()
          .trace(call.project(), summary.traceId())
          .ifPresent(trace -> look(trial, trace));
    }
    return call.answer(
        new Members()
            .put("traces", (long) page.items().size())
            .put("matches", matches(trial))
            .put("next", orNull(page.next()))
            .put("limit", (long) limit)
            .build());
  }

  private static RedactionSettings settings(JsonObject named) {
    try {
      return RedactionSettings.of(named);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static void look(RedactionTrial trial, TraceRecord trace) {
    trace.spans().forEach(trial::look);
    trace.messages().values().forEach(message -> trial.look(trace.traceId(), message));
    trace.tools().values().forEach(tool -> trial.look(trace.traceId(), tool));
    trace.feedback().forEach(trial::look);
  }

  private static JsonObject matches(RedactionTrial trial) {
    Members matches = new Members();
    trial
        .counts()
        .forEach(
            (rule, count) ->
                matches.put(
                    rule,
                    new Members()
                        .put("count", count)
                        .putList("samples", trial.samples(rule), RedactionResource::json)
                        .build()));
    return matches.build();
  }

  private static JsonObject json(RedactionTrial.Sample sample) {
    return new Members()
        .put("trace_id", sample.trace() == null ? null : sample.trace().hex())
        .put("span_id", sample.span() == null ? null : sample.span().hex())
        .put("sample", sample.masked())
        .build();
  }

  private static JsonValue orNull(@Nullable String text) {
    return text == null ? JsonValue.NULL : JsonValue.of(text);
  }
}
