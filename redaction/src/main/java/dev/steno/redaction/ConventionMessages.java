// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Redacts messages in the form of OpenTelemetry's GenAI conventions. The words that make the form
 * stay, whatever an own rule's pattern says: without them the messages could not be read any more.
 * For one thread.
 */
final class ConventionMessages {
  private static final Set<String> NAMES =
      Set.of(
          "role",
          "name",
          "parts",
          "finish_reason",
          "type",
          "content",
          "id",
          "arguments",
          "response",
          "result",
          "modality",
          "mime_type",
          "uri",
          "file_id");
  private static final Set<String> TYPES =
      Set.of(
          "text",
          "reasoning",
          "thinking",
          "tool_call",
          "tool_call_response",
          "blob",
          "uri",
          "file",
          "image",
          "audio",
          "video",
          "document");

  private final Redactor redactor;
  private final Findings findings;

  ConventionMessages(Redactor redactor, Findings findings) {
    this.redactor = redactor;
    this.findings = findings;
  }

  JsonValue of(JsonValue value) {
    if (value instanceof JsonArray array) {
      return new JsonArray(Redactor.each(array.elements(), this::of));
    }
    return value instanceof JsonObject object
        ? object(object)
        : redactor.value(null, value, findings);
  }

  private JsonObject object(JsonObject object) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              String kept = NAMES.contains(name) ? name : redactor.text(name, findings);
              members.put(Redactor.unused(kept, members), member(object, name, value));
            });
    return new JsonObject(members);
  }

  private JsonValue member(JsonObject object, String name, JsonValue value) {
    if (name.equals("parts")) {
      return of(value);
    }
    boolean isForm =
        (name.equals("type") || name.equals("modality"))
            && value instanceof JsonString word
            && TYPES.contains(word.value());
    return isForm ? value : redactor.member(object, name, value, findings);
  }
}
