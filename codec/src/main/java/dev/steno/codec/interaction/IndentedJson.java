// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.Map;

/** JSON for eyes: two spaces a level. Recursive: what is written was read within a limit. */
final class IndentedJson {
  private static final String INDENT = "  ";

  private IndentedJson() {}

  /** The text of a value whose first line stands {@code level} levels deep. */
  static String write(JsonValue value, int level) {
    StringBuilder out = new StringBuilder();
    append(out, value, level);
    return out.toString();
  }

  private static void append(StringBuilder out, JsonValue value, int level) {
    if (value instanceof JsonObject object && !object.isEmpty()) {
      char separator = '{';
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        line(out.append(separator), level + 1);
        out.append(Json.write(new JsonString(member.getKey()))).append(": ");
        append(out, member.getValue(), level + 1);
        separator = ',';
      }
      line(out, level);
      out.append('}');
    } else if (value instanceof JsonArray array && !array.elements().isEmpty()) {
      char separator = '[';
      for (JsonValue element : array.elements()) {
        line(out.append(separator), level + 1);
        append(out, element, level + 1);
        separator = ',';
      }
      line(out, level);
      out.append(']');
    } else {
      out.append(Json.write(value));
    }
  }

  private static void line(StringBuilder out, int level) {
    out.append('\n').append(INDENT.repeat(level));
  }
}
