// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.steno.model.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP/JSON member by member. Not protobuf's own JSON: there, ids would be base64. Generous
 * where hand-written exporters err: numbers for strings and the reverse, names for enumeration
 * constants, snake case for camel case. For one thread.
 */
final class JsonFields {
  private static final int DEPTH = 1_000;
  private static final int LONGEST_NUMBER = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  final JsonParser parser;
  final Budget budget;
  private final JsonValues values;

  JsonFields(byte[] body, Budget budget) throws IOException {
    parser = FACTORY.createParser(body);
    this.budget = budget;
    values = new JsonValues(parser, budget);
  }

  /** Reads the value of one member, all of it, or returns false if it does not know the name. */
  interface MemberReader {
    boolean read(String name) throws IOException, Rejection;
  }

  /** Reads one element of an array, all of it. */
  interface ElementReader {
    void read() throws IOException, Rejection;
  }

  /** Reads the object that begins at the current token. */
  void object(MemberReader reader) throws IOException, Rejection {
    expect(JsonToken.START_OBJECT, "an object");
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      boolean absent = parser.nextToken() == JsonToken.VALUE_NULL;
      if (!absent && !reader.read(camel(name))) {
        parser.skipChildren();
      }
    }
  }

  /** Reads the array that begins at the current token. */
  void array(ElementReader reader) throws IOException, Rejection {
    expect(JsonToken.START_ARRAY, "an array");
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      reader.read();
    }
  }

  /** As {@link #object}, but passes over all of it when a part of it is refused. */
  void item(MemberReader reader) throws IOException, Rejection {
    int outer = parser.getParsingContext().getNestingDepth();
    if (parser.currentToken() == JsonToken.START_OBJECT
        || parser.currentToken() == JsonToken.START_ARRAY) {
      outer--;
    }
    try {
      object(reader);
    } catch (Rejection e) {
      while (parser.getParsingContext().getNestingDepth() > outer) {
        parser.nextToken();
      }
      throw e;
    }
  }

  private void expect(JsonToken token, String expected) throws IOException, Rejection {
    if (parser.currentToken() != token) {
      throw wrong(expected);
    }
  }

  Rejection wrong(String expected) throws IOException {
    String name = parser.currentName();
    String found = parser.currentToken().isScalarValue() ? parser.getText() : "an array or object";
    return new Rejection(
        (name == null ? "element" : Rejection.quote(name))
            + ": "
            + Rejection.quote(found)
            + " (expected: "
            + expected
            + ")");
  }

  String text() throws IOException, Rejection {
    if (!parser.currentToken().isScalarValue()) {
      throw wrong("a string");
    }
    return parser.getText();
  }

  byte[] id() throws IOException, Rejection {
    return Ids.bytes(String.valueOf(parser.currentName()), text());
  }

  /** The bits of a 64-bit integer, signed or not, written as a string or a number. */
  long integer() throws IOException, Rejection {
    String text = text();
    if (text.isEmpty()) {
      return 0;
    }
    BigInteger integer = wholeNumber(text);
    if (integer == null || integer.bitLength() > 64) {
      throw wrong("an integer of 64 bits");
    }
    return integer.longValue();
  }

  /** How many: 0 for what is negative or no number, since nothing depends on it. */
  long count() throws IOException, Rejection {
    BigInteger integer = wholeNumber(text());
    return integer == null || integer.signum() < 0 || integer.bitLength() > 32
        ? 0
        : integer.longValue();
  }

  /** Exponents and fractions occur where nanoseconds went through a floating-point number. */
  private static @Nullable BigInteger wholeNumber(String text) {
    try {
      if (text.length() > LONGEST_NUMBER) {
        return null;
      }
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > LONGEST_NUMBER ? null : number.toBigInteger();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A constant by its number or its name, with or without the prefix; 0 if it is unknown. */
  int constant(String prefix, String... names) throws IOException, Rejection {
    String text = text();
    String plain = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    for (int i = 0; i < names.length; i++) {
      if (names[i].equalsIgnoreCase(plain) || Integer.toString(i).equals(plain)) {
        return i;
      }
    }
    return 0;
  }

  /** A list of key and value, or, as hand-written exporters have it, an object. */
  void attributes(Attributes target) throws IOException, Rejection {
    values.pairs(target::put);
  }

  JsonValue anyValue() throws IOException, Rejection {
    return values.any(0);
  }

  private static String camel(String name) {
    int at = name.indexOf('_');
    if (at <= 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      boolean gap = name.charAt(i) == '_' && i + 1 < name.length();
      camel.append(gap ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
    }
    return camel.toString();
  }
}
