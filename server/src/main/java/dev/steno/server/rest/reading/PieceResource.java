// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import dev.steno.server.http.Refusal;
import dev.steno.server.rest.Endpoint;
import dev.steno.server.rest.Members;
import dev.steno.server.rest.RestCall;
import dev.steno.server.rest.TraceResource;
import dev.steno.server.security.Need;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.analysis.Pieces;
import dev.steno.storage.assembly.StoredSpan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Large traces in pieces: the skeleton, bodies in batches, and ranges of one. Thread-safe. */
public final class PieceResource {
  /** The most spans of a skeleton. */
  static final int MOST_SPANS = 100_000;

  /** The most spans and messages of a batch. */
  static final int MOST_PIECES = 500;

  private final Analysis analysis;
  private final Clock clock;

  /** The resource over a store. */
  public PieceResource(Analysis analysis, Clock clock) {
    this.analysis = analysis;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/traces/{trace}/skeleton", Need.READ, this::skeleton),
        Endpoint.post("/traces/{trace}/bodies", Need.READ, this::bodies),
        Endpoint.get("/traces/{trace}/messages/{message}", Need.READ, this::message),
        Endpoint.get(
            "/traces/{trace}/messages/{message}/fields/{field}", Need.READ, this::messageField),
        Endpoint.get("/traces/{trace}/spans/{span}/fields/{field}", Need.READ, this::spanField));
  }

  private HttpResponse skeleton(RestCall call) {
    TraceId id = call.trace();
    List<StoredSpan> spans = analysis.outline(call.project(), id);
    if (spans.isEmpty()) {
      throw TraceResource.unknown(id);
    }
    boolean more = spans.size() > MOST_SPANS;
    Members skeleton =
        new Members()
            .put("trace_id", id.hex())
            .put("span_count", spans.size())
            .put("limit", MOST_SPANS)
            .putAll(
                new Skeleton(
                        more ? spans.subList(0, MOST_SPANS) : spans,
                        call.flag("sizes") ? analysis.sizes(call.project(), id) : Map.of(),
                        clock.instant())
                    .json()
                    .build());
    return Tagged.answer(call, skeleton.build(), false);
  }

  private HttpResponse bodies(RestCall call) {
    JsonObject asked = call.json();
    Set<SpanId> spans = ids(asked, "spans", SpanId::of);
    Set<Hash> messages = ids(asked, "messages", Hash::of);
    if (spans.size() + messages.size() > MOST_PIECES) {
      throw Refusal.invalid(
          "spans and messages: "
              + (spans.size() + messages.size())
              + " (expected: at most "
              + MOST_PIECES
              + " together)");
    }
    Pieces pieces = analysis.pieces(call.project(), call.trace(), spans, messages);
    FieldTexts texts = new FieldTexts(limit(asked));
    Members ofSpans = new Members();
    for (Span span : pieces.spans()) {
      ofSpans.put(span.spanId().hex(), texts.json(FieldTexts.of(span)));
      spans.remove(span.spanId());
    }
    Members ofMessages = new Members();
    pieces
        .messages()
        .forEach(
            (id, message) -> {
              ofMessages.put(id.hex(), texts.json(FieldTexts.of(message)));
              messages.remove(id);
            });
    return call.answer(
        new Members()
            .put("spans", ofSpans.build())
            .put("messages", ofMessages.build())
            .putList("missing_spans", spans, span -> JsonValue.of(span.hex()))
            .putList("missing_messages", messages, id -> JsonValue.of(id.hex()))
            .put("limits", texts.limits().put("pieces", MOST_PIECES).build())
            .build());
  }

  private HttpResponse message(RestCall call) {
    // What an id stands for never changes.
    return Tagged.answer(call, find(call).toJson(), true);
  }

  private HttpResponse messageField(RestCall call) {
    return field(call, FieldTexts.of(find(call)), true);
  }

  private HttpResponse spanField(RestCall call) {
    SpanId id = RestCall.ids(() -> SpanId.of(call.variable("span")));
    Pieces pieces = analysis.pieces(call.project(), call.trace(), Set.of(id), Set.of());
    if (pieces.spans().isEmpty()) {
      throw Refusal.notFound("span: " + id + " is not in this trace (expected: a recorded one)");
    }
    return field(call, FieldTexts.of(pieces.spans().get(0)), false);
  }

  private static HttpResponse field(
      RestCall call, Map<String, FieldTexts.Text> fields, boolean immutable) {
    String name = call.variable("field");
    FieldTexts.Text text = fields.get(name);
    if (text == null) {
      throw Refusal.notFound(
          "field: "
              + RestCall.shortened(name)
              + " is not there (expected: of "
              + String.join(", ", fields.keySet())
              + ")");
    }
    int offset = number(call, "offset", 0, Integer.MAX_VALUE);
    int limit = number(call, "limit", FieldTexts.DEFAULT_LIMIT, FieldTexts.MAX_LIMIT);
    return Tagged.answer(call, text.range(name, offset, Math.max(1, limit)), immutable);
  }

  private Message find(RestCall call) {
    Hash id = RestCall.ids(() -> Hash.of(call.variable("message")));
    Message message =
        analysis.pieces(call.project(), call.trace(), Set.of(), Set.of(id)).messages().get(id);
    if (message == null) {
      throw Refusal.notFound("message: " + id.hex() + " is not in this trace");
    }
    return message;
  }

  private static int number(RestCall call, String name, int absent, int most) {
    String text = call.query().get(name);
    if (text == null || text.isEmpty()) {
      return absent;
    }
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > most) {
      throw Refusal.invalid(
          name + ": " + RestCall.shortened(text) + " (expected: 0 to " + most + ")");
    }
    return Integer.parseInt(text);
  }

  private static int limit(JsonObject asked) {
    JsonValue limit = asked.get("limit");
    if (limit == null) {
      return FieldTexts.DEFAULT_LIMIT;
    }
    if (limit instanceof JsonNumber number
        && number.lexeme().matches("[0-9]{1,9}")
        && Integer.parseInt(number.lexeme()) <= FieldTexts.MAX_LIMIT) {
      return Integer.parseInt(number.lexeme());
    }
    throw Refusal.invalid(
        "limit: "
            + RestCall.shortened(limit.toString())
            + " (expected: 0 to "
            + FieldTexts.MAX_LIMIT
            + ")");
  }

  private static <T> Set<T> ids(JsonObject asked, String name, Function<String, T> id) {
    List<T> ids = new ArrayList<>();
    @Nullable JsonValue list = asked.get(name);
    if (list instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        String text = element instanceof JsonString string ? string.value() : element.toString();
        ids.add(RestCall.ids(() -> id.apply(text)));
      }
    } else if (list != null) {
      throw Refusal.invalid(name + ": no array (expected: ids)");
    }
    return new LinkedHashSet<>(ids);
  }
}
