// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.steno.codec.CodecException.Kind;
import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between Jackson's tokens and JSON values. Recursive: the parser's depth limit bounds it. For one
 * thread.
 */
final class JsonText {
  private final JsonParser parser;
  private final int most;
  private int values;

  JsonText(JsonParser parser, int most) {
    this.parser = parser;
    this.most = most;
  }

  JsonValue readWhole() throws IOException {
    JsonValue value = read(parser.nextToken());
    if (parser.nextToken() != null) {
      throw syntax("something follows the value", parser.currentTokenLocation().getCharOffset());
    }
    return value;
  }

  private JsonValue read(@Nullable JsonToken token) throws IOException {
    if (++values > most) {
      String sentence = "JSON: more than " + most + " values (expected: fewer)";
      throw new CodecException(Kind.LIMIT, sentence, -1, null);
    }
    if (token == null) {
      throw syntax("the text ends before its value does", -1);
    }
    return switch (token) {
      case START_OBJECT -> readObject();
      case START_ARRAY -> readArray();
      case VALUE_STRING -> new JsonString(parser.getText());
      // The lexeme: asking for a number would round it.
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
      case VALUE_TRUE -> JsonValue.of(true);
      case VALUE_FALSE -> JsonValue.of(false);
      case VALUE_NULL -> JsonValue.NULL;
      default -> throw syntax("no value", parser.currentTokenLocation().getCharOffset());
    };
  }

  private JsonObject readObject() throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      members.put(name, read(parser.nextToken()));
    }
    return members.isEmpty() ? JsonObject.EMPTY : new JsonObject(members);
  }

  private JsonArray readArray() throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    JsonToken token = parser.nextToken();
    for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      elements.add(read(token));
    }
    return new JsonArray(elements);
  }

  static void append(StringBuilder out, JsonValue value) {
    if (value instanceof JsonObject object) {
      char separator = '{';
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        CanonicalJson.appendString(out.append(separator), member.getKey());
        append(out.append(':'), member.getValue());
        separator = ',';
      }
      out.append(object.isEmpty() ? "{}" : "}");
    } else if (value instanceof JsonArray array) {
      char separator = '[';
      for (JsonValue element : array.elements()) {
        append(out.append(separator), element);
        separator = ',';
      }
      out.append(array.elements().isEmpty() ? "[]" : "]");
    } else if (value instanceof JsonString string) {
      CanonicalJson.appendString(out, string.value());
    } else {
      out.append(value);
    }
  }

  static CodecException asCodecException(IOException e) {
    long position =
        e instanceof JacksonException jackson && jackson.getLocation() != null
            ? jackson.getLocation().getCharOffset()
            : -1;
    if (e instanceof StreamConstraintsException) {
      String sentence = "JSON: " + CodecException.quote(reason(e));
      return new CodecException(Kind.LIMIT, sentence, position, e);
    }
    String where = position < 0 ? "" : " at offset " + position;
    return new CodecException(
        Kind.SYNTAX,
        "JSON" + where + ": " + CodecException.quote(reason(e)) + " (expected: RFC 8259)",
        position,
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof JacksonException jackson) {
      return jackson.getOriginalMessage();
    }
    if (e instanceof CharacterCodingException) {
      return "bytes that are no UTF-8";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static CodecException syntax(String what, long position) {
    return new CodecException(
        Kind.SYNTAX, "JSON: " + what + " (expected: one value)", position, null);
  }
}
