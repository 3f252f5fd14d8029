// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * Text that is meant to be a JSON object, such as a body or the arguments of a tool: as the object,
 * and beside it verbatim where the object would not be written in the same way. Stateless.
 */
final class RawJson {

  private RawJson() {}

  /** The object that the text is; else the text; null if there is none. */
  static @Nullable JsonValue body(@Nullable String text) {
    if (text == null) {
      return null;
    }
    JsonObject object = object(text);
    return object == null ? JsonValue.of(text) : object;
  }

  /** The text, if {@link #text} would not give it back from {@link #body}; else null. */
  static @Nullable String verbatim(@Nullable String text) {
    JsonValue body = body(text);
    return body == null || text(body, null).equals(text) ? null : text;
  }

  /** The text that a body and what was written beside it stand for. */
  static String text(JsonValue body, @Nullable String verbatim) {
    if (verbatim != null) {
      return verbatim;
    }
    return body instanceof JsonString text ? text.value() : Json.write(body);
  }

  /** The JSON object that a text is; null if it is none. */
  static @Nullable JsonObject object(String text) {
    try {
      return text.stripLeading().startsWith("{") && Json.parse(text) instanceof JsonObject object
          ? object
          : null;
    } catch (CodecException e) {
      // A stream of events, a page in HTML, or arguments that a model did not finish.
      return null;
    }
  }
}
