// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.steno.codec.Json;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.http.Answers;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Caller;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterParser;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A REST request that was let in and read. Immutable by agreement: nobody writes to the array.
 *
 * @param variables the path's, decoded
 * @param body what was sent; empty for a method without a body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by value
public record RestCall(
    ServiceRequestContext context,
    RequestHeaders headers,
    Caller caller,
    QueryParams query,
    Map<String, String> variables,
    byte[] body) {

  /** The project that the call reads and writes. */
  public String project() {
    return caller.projectOf(headers, query);
  }

  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** The trace that the path names. */
  public TraceId trace() {
    return ids(() -> TraceId.of(variable("trace")));
  }

  /** The page size that the query asks for. */
  public int limit(int absent) {
    String text = query.get("limit");
    if (text == null || text.isEmpty()) {
      return absent;
    }
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > TraceQuery.MAX_LIMIT) {
      throw Refusal.invalid(
          "limit: " + shortened(text) + " (expected: 1 to " + TraceQuery.MAX_LIMIT + ")");
    }
    return Integer.parseInt(text);
  }

  /** Whether the query says {@code true} for a name; false if it says nothing. */
  public boolean flag(String name) {
    String value = query.get(name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw Refusal.invalid(name + ": " + shortened(value) + " (expected: true or false)");
    }
    return value.equals("true");
  }

  /** The cursor that the query gives back; null for the first page. */
  public @Nullable String cursor() {
    String cursor = query.get("cursor");
    return cursor == null || cursor.isEmpty() ? null : cursor;
  }

  /** The filter that the query asks for; all if it asks for none. */
  public Filter filter(Clock clock) {
    String q = query.get("q");
    return q == null || q.isBlank() ? Filter.ALL : FilterParser.parse(q, clock.instant());
  }

  /** The JSON object in the body. */
  public JsonObject json() {
    MediaType type = headers.contentType();
    // A form's types are those that a foreign page can send without being asked for leave.
    if (type == null || !type.is(MediaType.JSON.withoutParameters())) {
      throw Refusal.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "content-type: "
              + (type == null ? "none" : shortened(type.toString()))
              + " (expected: application/json)");
    }
    JsonValue value = Json.parse(body);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw Refusal.invalid("body: no JSON object (expected: {…})");
  }

  public HttpResponse answer(JsonValue value) {
    return answer(HttpStatus.OK, value);
  }

  public HttpResponse answer(HttpStatus status, JsonValue value) {
    return Answers.json(headers, status, value).toHttpResponse();
  }

  public static <T> T ids(java.util.function.Supplier<T> id) {
    try {
      return id.get();
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(shortened(String.valueOf(e.getMessage())));
    }
  }

  public static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }
}
