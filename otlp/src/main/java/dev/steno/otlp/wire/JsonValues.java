// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads attribute values in OTLP/JSON, {@code {"stringValue":"x"}} and the like. Plain JSON, which
 * hand-written exporters send, is taken as it is. For one thread.
 */
final class JsonValues {
  private final JsonParser parser;
  private final Budget budget;

  JsonValues(JsonParser parser, Budget budget) {
    this.parser = parser;
    this.budget = budget;
  }

  /** Takes an attribute or a member. */
  interface Pair {
    void put(String key, JsonValue value);
  }

  JsonValue any(int depth) throws IOException, Rejection {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return plain(depth);
    }
    enter(depth);
    String name = parser.nextFieldName();
    if (name == null) {
      return JsonValue.NULL;
    }
    parser.nextToken();
    if (!isVariant(name)) {
      return plainObject(name, depth);
    }
    JsonValue value = JsonValue.NULL;
    for (; name != null; name = parser.nextFieldName()) {
      if (parser.currentToken() == JsonToken.FIELD_NAME) {
        parser.nextToken();
      }
      value = variant(name, value, depth);
    }
    return value;
  }

  private static boolean isVariant(String name) {
    return switch (name) {
      case "stringValue",
          "boolValue",
          "intValue",
          "doubleValue",
          "arrayValue",
          "kvlistValue",
          "bytesValue" ->
          true;
      default -> false;
    };
  }

  private JsonValue variant(String name, JsonValue other, int depth) throws IOException, Rejection {
    boolean scalar = parser.currentToken().isScalarValue();
    if (parser.currentToken() == JsonToken.VALUE_NULL || scalar == isList(name)) {
      parser.skipChildren();
      return other;
    }
    return switch (name) {
      case "stringValue" -> JsonValue.of(parser.getText());
      case "boolValue" -> JsonValue.of(Boolean.parseBoolean(parser.getText()));
      case "intValue", "doubleValue" -> ProtoFields.number(parser.getText());
      case "bytesValue" -> ProtoFields.bytes(parser.getText());
      case "arrayValue" -> values(true, depth);
      case "kvlistValue" -> values(false, depth);
      default -> {
        parser.skipChildren();
        yield other;
      }
    };
  }

  private static boolean isList(String name) {
    return name.equals("arrayValue") || name.equals("kvlistValue");
  }

  /** The list in {@code {"values":[…]}}; a list without that object is understood, too. */
  private JsonValue values(boolean array, int depth) throws IOException, Rejection {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      return array ? array(depth) : object(depth);
    }
    JsonValue value = array ? new JsonArray(List.of()) : JsonObject.EMPTY;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("values") && token == JsonToken.START_ARRAY) {
        value = array ? array(depth) : object(depth);
      } else {
        parser.skipChildren();
      }
    }
    return value;
  }

  private JsonArray array(int depth) throws IOException, Rejection {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(any(depth + 1));
    }
    return new JsonArray(elements);
  }

  private JsonObject object(int depth) throws IOException, Rejection {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    pairs(members::put, depth + 1);
    return new JsonObject(members);
  }

  void pairs(Pair target) throws IOException, Rejection {
    pairs(target, 0);
  }

  private void pairs(Pair target, int depth) throws IOException, Rejection {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        target.put(name, any(depth));
      }
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new Rejection("attributes: a scalar (expected: a list of key and value)");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new Rejection("attributes: a list of something else (expected: of key and value)");
      }
      pair(target, depth);
    }
  }

  private void pair(Pair target, int depth) throws IOException, Rejection {
    budget.takeValue();
    String key = "";
    JsonValue value = JsonValue.NULL;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("key") && token.isScalarValue()) {
        key = parser.getText();
      } else if (name.equals("value")) {
        value = any(depth);
      } else {
        parser.skipChildren();
      }
    }
    target.put(key, value);
  }

  private JsonValue plain(int depth) throws IOException, Rejection {
    enter(depth);
    return switch (parser.currentToken()) {
      case VALUE_STRING -> JsonValue.of(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ProtoFields.number(parser.getText());
      case VALUE_TRUE -> JsonValue.of(true);
      case VALUE_FALSE -> JsonValue.of(false);
      case START_ARRAY -> array(depth);
      default -> JsonValue.NULL;
    };
  }

  private JsonObject plainObject(String first, int depth) throws IOException, Rejection {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put(first, any(depth + 1));
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      members.put(name, any(depth + 1));
    }
    return new JsonObject(members);
  }

  private void enter(int depth) throws Rejection {
    budget.takeValue();
    if (depth > ProtoFields.DEPTH) {
      throw new Rejection(
          "attribute: deeper than " + ProtoFields.DEPTH + " (expected: a flatter value)");
    }
  }
}
