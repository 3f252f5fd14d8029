// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link ExportedTrace} as JSON. */
final class ExportedTraceJson {
  /** Always among the facts of a generation, never among the ids of a commit. */
  private static final String OF_GENERATION = "parameters";

  /** Always among the ids of a commit, never among the facts of a generation. */
  private static final String OF_COMMIT = "context";

  private ExportedTraceJson() {}

  static JsonObject toJson(ExportedTrace trace) {
    Map<SpanId, Commit> commits = new CommitChain(trace).normal();
    return new ObjectBuilder()
        .putText("trace_id", trace.traceId())
        .put("start_time", trace.start())
        .putList("spans", trace.spans(), span -> span(span, commits.get(span.spanId())))
        .put("messages", byId(trace.messages(), Message::toJson))
        .put("tools", byId(trace.tools(), tool -> tool))
        .put("blobs", byId(trace.blobs(), ExportedTraceJson::blob))
        .putList("feedback", trace.feedback(), FeedbackJson::toJson)
        .build();
  }

  private static JsonObject span(Span span, @Nullable Commit commit) {
    JsonObject json = SpanJson.toJson(span);
    if (commit == null) {
      return json;
    }
    Map<String, JsonValue> generation = new LinkedHashMap<>(CommitJson.toJson(commit).members());
    if (json.get("generation") instanceof JsonObject facts) {
      generation.putAll(facts.members());
    }
    Map<String, JsonValue> whole = new LinkedHashMap<>(json.members());
    whole.put("generation", new JsonObject(generation));
    return new JsonObject(whole);
  }

  private static JsonObject blob(Blob blob) {
    return new ObjectBuilder()
        .put("media_type", blob.mediaType())
        .put("data", Base64.getEncoder().encodeToString(blob.bytes()))
        .build();
  }

  private static <K, V> JsonObject byId(Map<K, V> values, Function<V, JsonValue> json) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    values.forEach((id, value) -> members.put(id.toString(), json.apply(value)));
    return new JsonObject(members);
  }

  static ExportedTrace fromJson(String project, JsonValue json) {
    Fields fields = Fields.of(json, "trace");
    TraceId id = fields.read("trace_id", TraceId::of);
    Instant start = fields.time("start_time");
    if (id == null || start == null) {
      throw CodecException.shape("trace: without trace_id or start_time (expected: both)");
    }
    List<Span> spans = new ArrayList<>();
    Map<SpanId, Commit> commits = new LinkedHashMap<>();
    for (JsonValue value : orNone(fields.list("spans", element -> element))) {
      Span span = SpanJson.fromJson(project, id, withoutCommit(value));
      spans.add(span);
      JsonObject generation = generation(value);
      if (generation.get(OF_COMMIT) != null) {
        commits.put(span.spanId(), CommitJson.fromJson(generation));
      }
    }
    return new ExportedTrace(
        id,
        start,
        spans,
        commits,
        read(fields, "messages", Hash::of, ExportedTraceJson::message),
        read(fields, "tools", Hash::of, ExportedTraceJson::tool),
        read(fields, "blobs", sha256 -> sha256, ExportedTraceJson::readBlob),
        feedback(project, id, fields));
  }

  /** A generation that has only the ids of a commit is none. */
  private static JsonValue withoutCommit(JsonValue span) {
    if (!(span instanceof JsonObject object)
        || object.get("generation") == null
        || generation(span).get(OF_GENERATION) != null) {
      return span;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    members.remove("generation");
    return new JsonObject(members);
  }

  private static JsonObject generation(JsonValue span) {
    return Fields.of(span, "span").objectOrEmpty("generation");
  }

  private static Message message(Hash id, JsonValue json) {
    Message message = Message.of(Fields.of(json, "message").object());
    check("message", id, Chain.id(message));
    return message;
  }

  private static JsonValue tool(Hash id, JsonValue json) {
    check("tool", id, Chain.id(json));
    return json;
  }

  private static void check(String what, Hash id, Hash computed) {
    if (!id.equals(computed)) {
      throw CodecException.shape(
          what + ": " + id + " (expected: " + computed + ", the id of its content)");
    }
  }

  private static Blob readBlob(String sha256, JsonValue json) {
    Fields fields = Fields.of(json, "blob");
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(fields.required("data"));
    } catch (IllegalArgumentException e) {
      throw CodecException.shape(
          "blob " + CodecException.quote(sha256) + ": its data is no base64");
    }
    if (sha256.length() != 64 || !sha256.startsWith(Hash.sha256(bytes).hex())) {
      throw CodecException.shape(
          "blob: " + CodecException.quote(sha256) + " (expected: the SHA-256 of its content)");
    }
    return new Blob(sha256, fields.text("media_type"), bytes);
  }

  private static List<Feedback> feedback(String project, TraceId id, Fields fields) {
    List<Feedback> feedback =
        orNone(fields.list("feedback", each -> FeedbackJson.fromJson(project, each)));
    for (Feedback each : feedback) {
      if (!each.traceId().equals(id)) {
        throw CodecException.shape(
            "feedback: on trace " + each.traceId() + " (expected: " + id + ")");
      }
    }
    return feedback;
  }

  private interface Reading<K, V> {
    V read(K id, JsonValue json);
  }

  private static <K, V> SortedMap<K, V> read(
      Fields fields, String name, Function<String, K> id, Reading<K, V> reading) {
    SortedMap<K, V> values = new TreeMap<>();
    fields
        .objectOrEmpty(name)
        .members()
        .forEach(
            (text, json) -> {
              K key = key(name, text, id);
              values.put(key, reading.read(key, json));
            });
    return values;
  }

  private static <K> K key(String name, String text, Function<String, K> id) {
    try {
      return id.apply(text);
    } catch (IllegalArgumentException e) {
      throw CodecException.shape(
          name + ": " + CodecException.quote(text) + " (expected: ids of 32 hex digits)");
    }
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
