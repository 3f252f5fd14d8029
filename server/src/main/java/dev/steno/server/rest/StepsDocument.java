// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import dev.steno.model.Span;
import dev.steno.model.chain.Delta;
import dev.steno.model.chain.Delta.Kind;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Position;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.step.Lane;
import dev.steno.model.step.Step;
import dev.steno.model.step.StepTokens;
import dev.steno.model.step.Steps;
import dev.steno.model.step.Turn;
import dev.steno.storage.TraceRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of a trace or of several, as the API writes them. Stateless. */
public final class StepsDocument {

  private StepsDocument() {}

  /** The steps of these traces, earliest first. */
  public static List<Step> steps(List<TraceRecord> traces) {
    Map<Hash, Message> messages = new HashMap<>();
    Map<Hash, JsonValue> tools = new HashMap<>();
    traces.forEach(trace -> messages.putAll(trace.messages()));
    traces.forEach(trace -> tools.putAll(trace.tools()));
    return Steps.of(turns(traces), messages::get, tools::get);
  }

  public static List<Turn> turns(List<TraceRecord> traces) {
    return traces.stream().map(trace -> new Turn(trace.spans(), trace.commits())).toList();
  }

  public static void write(JsonObject head, List<Step> steps, JsonObject tail, OutputStream out)
      throws IOException {
    JsonStream stream = new JsonStream(out).begin(head);
    stream.array("steps", steps.stream().map(StepsDocument::toJson).iterator());
    stream.members(tail.members().entrySet().iterator()).end();
  }

  private static JsonObject toJson(Step step) {
    Members json =
        new Members()
            .put("trace_id", step.span().traceId().hex())
            .put("span_id", step.span().spanId().hex())
            .put("lane", lane(step.lane()))
            .put("number", step.number())
            .put("basis", step.basis().name().toLowerCase(Locale.ROOT));
    Position seen = step.seen();
    if (seen != null) {
      json.put("seen", seen.length());
    }
    Step.News news = step.news();
    return seen == null || news == null ? json.build() : json.putAll(news(news, seen)).build();
  }

  public static JsonObject lane(Lane lane) {
    return new Members()
        .put("span_id", lane.agent() == null ? null : lane.agent().hex())
        .put("name", lane.name())
        .build();
  }

  private static JsonObject news(Step.News news, Position seen) {
    int common = news.messages().common();
    return new Members()
        .put("reference", news.reference() == null ? null : reference(news.reference()))
        .put(
            "common",
            new Members().put("count", common).put("head", seen.at(common).head().hex()).build())
        .putAll(delta(news.messages()))
        .put("compacted", news.messages().compacted())
        .put("replaced", news.messages().replaced())
        .put("system", list(news.system()))
        .put("tools", list(news.tools()))
        .put("tokens", news.tokens() == null ? null : tokens(news.tokens()))
        .build();
  }

  private static JsonObject reference(Span span) {
    return new Members()
        .put("trace_id", span.traceId().hex())
        .put("span_id", span.spanId().hex())
        .build();
  }

  private static @Nullable JsonObject list(@Nullable Delta delta) {
    return delta == null ? null : delta(delta);
  }

  /** The counts, and what is not unchanged by its ids. */
  private static JsonObject delta(Delta delta) {
    return new Members()
        .put("unchanged", delta.unchanged())
        .put("new", delta.count(Kind.NEW))
        .put("gone", delta.count(Kind.GONE))
        .put("edited", delta.count(Kind.EDITED))
        .put("reasoning_left", delta.count(Kind.REASONING_LEFT))
        .putList("changes", delta.changes(), StepsDocument::change)
        .build();
  }

  private static JsonObject change(Delta.Change change) {
    Members json =
        new Members()
            .put("kind", change.kind().name().toLowerCase(Locale.ROOT))
            .put("count", change.size());
    if (change.kind() == Kind.GONE || change.kind() == Kind.EDITED) {
      json.putList("before", change.before(), id -> JsonValue.of(id.hex()));
    }
    if (change.kind() == Kind.NEW || change.kind() == Kind.EDITED) {
      json.putList("after", change.after(), id -> JsonValue.of(id.hex()));
    }
    return json.build();
  }

  private static JsonObject tokens(StepTokens tokens) {
    return new Members()
        .put("estimated", true)
        .put("tools", tokens.tools())
        .put("system", tokens.system())
        .put("unchanged", tokens.unchanged())
        .put("edited", tokens.edited())
        .put("new", tokens.added())
        .put("gone", tokens.gone())
        .build();
  }
}
