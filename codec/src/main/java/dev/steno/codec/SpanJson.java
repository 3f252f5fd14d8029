// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.Dropped;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanLink;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@link Span} as JSON, without loss: {@code fromJson(p, t, toJson(s))} equals a span {@code s} of
 * project {@code p} and trace {@code t}. Stateless.
 */
public final class SpanJson {

  private SpanJson() {}

  /**
   * All fields but project and trace id, in snake case; unknown ones are absent. {@code status} is
   * what the source said: what it is now ({@link Span#statusAt}) is for the caller to put.
   */
  public static JsonObject toJson(Span span) {
    ObjectBuilder json = new ObjectBuilder();
    putStep(json, span);
    json.put("input", span.input())
        .put("output", span.output())
        .put("attributes", span.attributes())
        .putList("events", span.events(), SpanJson::event)
        .putList("links", span.links(), SpanJson::link)
        .put("resource", span.origin().resource())
        .put("scope", scope(span.origin()));
    putGrouping(json, span.grouping());
    return json.put("agent", span.agent())
        .put("tool", span.tool() == null ? null : tool(span.tool()))
        .put(
            "generation",
            span.generation() == null ? null : GenerationJson.toJson(span.generation()))
        .put("dropped", span.dropped().isNone() ? null : dropped(span.dropped()))
        .put("redacted", span.redacted().isEmpty() ? null : counts(span.redacted()))
        .putList(
            "flags", span.flags().isEmpty() ? null : new TreeSet<>(span.flags()), JsonValue::of)
        .build();
  }

  private static void putStep(ObjectBuilder json, Span span) {
    json.putText("span_id", span.spanId())
        .putText("parent_id", span.parentId())
        .putText("type", span.type())
        .put("name", span.name())
        .put("kind", span.kind())
        .put("status", span.status() == null ? null : span.status().wire())
        .put("status_message", span.statusMessage())
        .put("error_type", span.errorType())
        .put("start_time", span.start())
        .put("end_time", span.end());
  }

  private static void putGrouping(ObjectBuilder json, Grouping grouping) {
    json.put("conversation_id", grouping.conversation())
        .put("session_id", grouping.session())
        .put("user_id", grouping.user())
        .put("channel", grouping.channel())
        .put("environment", grouping.environment());
  }

  private static JsonObject event(SpanEvent event) {
    return new ObjectBuilder()
        .put("name", event.name())
        .put("time", event.time())
        .put("attributes", event.attributes())
        .build();
  }

  private static JsonObject link(SpanLink link) {
    return new ObjectBuilder()
        .putText("trace_id", link.traceId())
        .putText("span_id", link.spanId())
        .put("attributes", link.attributes())
        .build();
  }

  private static JsonObject scope(Origin origin) {
    return new ObjectBuilder()
        .put("name", origin.scopeName())
        .put("version", origin.scopeVersion())
        .build();
  }

  private static JsonObject tool(ToolUse tool) {
    return new ObjectBuilder()
        .put("name", tool.name())
        .put("call_id", tool.callId())
        .put("type", tool.type())
        .put("description", tool.description())
        .build();
  }

  private static JsonObject dropped(Dropped dropped) {
    return new ObjectBuilder()
        .put("attributes", dropped.attributes())
        .put("events", dropped.events())
        .put("links", dropped.links())
        .put("messages", dropped.messages())
        .build();
  }

  private static JsonObject counts(Map<String, Long> counts) {
    ObjectBuilder json = new ObjectBuilder();
    new TreeMap<>(counts).forEach(json::put);
    return json.build();
  }

  /**
   * The span that {@link #toJson} wrote; members it does not know are ignored.
   *
   * @throws CodecException SHAPE if {@code span_id} is absent or a member is malformed
   */
  public static Span fromJson(String project, TraceId traceId, JsonValue json) {
    Fields fields = Fields.of(json, "span");
    SpanId spanId = fields.read("span_id", SpanId::of);
    if (spanId == null) {
      throw CodecException.shape("span_id: absent (expected: 16 hex digits)");
    }
    Span.Builder span = Span.builder(project, traceId, spanId);
    readStep(span, fields);
    Set<String> flags = Set.copyOf(orNone(fields.list("flags", Fields::text)));
    Fields tool = fields.object("tool");
    Fields generation = fields.object("generation");
    Fields dropped = fields.object("dropped");
    // Not Fields.value: an input of JSON null is an input, and differs from none.
    return span.input(fields.object().get("input"))
        .output(fields.object().get("output"))
        .attributes(fields.objectOrEmpty("attributes"))
        .events(orNone(fields.list("events", SpanJson::readEvent)))
        .links(orNone(fields.list("links", SpanJson::readLink)))
        .origin(readOrigin(fields))
        .grouping(readGrouping(fields))
        .agent(fields.text("agent"))
        .tool(tool == null ? null : readTool(tool))
        .generation(generation == null ? null : GenerationJson.fromJson(generation))
        .dropped(dropped == null ? Dropped.NONE : readDropped(dropped))
        .redacted(readCounts(new Fields(fields.objectOrEmpty("redacted"))))
        .flags(flags)
        .build();
  }

  private static void readStep(Span.Builder span, Fields fields) {
    span.parentId(fields.read("parent_id", SpanId::of))
        .type(fields.constant("type", SpanType.class))
        .name(fields.text("name"))
        .kind(fields.text("kind"))
        .status(fields.constant("status", SpanStatus.class))
        .statusMessage(fields.text("status_message"))
        .errorType(fields.text("error_type"))
        .start(fields.time("start_time"))
        .end(fields.time("end_time"));
  }

  private static SpanEvent readEvent(JsonValue json) {
    Fields fields = Fields.of(json, "event");
    Instant time = Times.parse(fields.required("time"));
    return new SpanEvent(fields.required("name"), time, fields.objectOrEmpty("attributes"));
  }

  private static SpanLink readLink(JsonValue json) {
    Fields fields = Fields.of(json, "link");
    TraceId trace = fields.read("trace_id", TraceId::of);
    SpanId span = fields.read("span_id", SpanId::of);
    if (trace == null || span == null) {
      throw CodecException.shape("link: without ids (expected: trace_id and span_id)");
    }
    return new SpanLink(trace, span, fields.objectOrEmpty("attributes"));
  }

  private static Origin readOrigin(Fields fields) {
    Fields scope = new Fields(fields.objectOrEmpty("scope"));
    return new Origin(fields.objectOrEmpty("resource"), scope.text("name"), scope.text("version"));
  }

  private static Grouping readGrouping(Fields fields) {
    return new Grouping(
        fields.text("conversation_id"),
        fields.text("session_id"),
        fields.text("user_id"),
        fields.text("channel"),
        fields.text("environment"));
  }

  private static ToolUse readTool(Fields fields) {
    return new ToolUse(
        fields.text("name"),
        fields.text("call_id"),
        fields.text("type"),
        fields.text("description"));
  }

  private static Dropped readDropped(Fields fields) {
    return new Dropped(
        fields.count("attributes"),
        fields.count("events"),
        fields.count("links"),
        fields.count("messages"));
  }

  private static Map<String, Long> readCounts(Fields fields) {
    Map<String, Long> counts = new HashMap<>();
    fields.object().members().keySet().forEach(rule -> counts.put(rule, fields.count(rule)));
    return counts;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
