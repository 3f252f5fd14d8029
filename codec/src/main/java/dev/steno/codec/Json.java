// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.steno.model.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON text to {@link JsonValue} and back, exactly: numbers keep their lexeme, members their order
 * (of members of one name the last wins), strings their lone surrogates. Stateless and thread-safe.
 */
public final class Json {

  /**
   * How much JSON is read before it is refused. Immutable.
   *
   * @param depth how deep arrays and objects may nest
   * @param stringLength characters of one string
   * @param numberLength characters of one number
   * @param values values in all; a value takes two bytes of text and fifty of memory
   */
  public record Limits(int depth, int stringLength, int numberLength, int values) {
    /** 200 deep, strings of 64 Mi characters, numbers of 1,000, any number of values. */
    public static final Limits DEFAULT = new Limits(200, 64 << 20, 1_000, Integer.MAX_VALUE);

    /** These limits but for the number of values. */
    public Limits withValues(int most) {
      return new Limits(depth, stringLength, numberLength, most);
    }
  }

  private static final char REPLACEMENT = '\ufffd';
  private static final JsonFactory DEFAULT = factory(Limits.DEFAULT);

  private Json() {}

  /**
   * The one value that UTF-8 text holds, within {@link Limits#DEFAULT}.
   *
   * @throws CodecException SYNTAX or LIMIT
   */
  public static JsonValue parse(byte[] utf8) {
    return read(DEFAULT, decode(utf8), Limits.DEFAULT);
  }

  /**
   * The one value that {@code text} holds, within {@link Limits#DEFAULT}.
   *
   * @throws CodecException SYNTAX or LIMIT
   */
  public static JsonValue parse(String text) {
    return read(DEFAULT, text, Limits.DEFAULT);
  }

  /**
   * The one value that UTF-8 text holds, within {@code limits}.
   *
   * @throws CodecException SYNTAX or LIMIT
   */
  public static JsonValue parse(byte[] utf8, Limits limits) {
    return read(factory(limits), decode(utf8), limits);
  }

  /**
   * The one value that {@code text} holds, within {@code limits}.
   *
   * @throws CodecException SYNTAX or LIMIT
   */
  public static JsonValue parse(String text, Limits limits) {
    return read(factory(limits), text, limits);
  }

  /** The text of a value in one line without white space, members in their order. */
  public static String write(JsonValue value) {
    StringBuilder out = new StringBuilder();
    JsonText.append(out, value);
    return out.toString();
  }

  /** {@link #write} in UTF-8. */
  public static byte[] writeBytes(JsonValue value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonValue read(JsonFactory factory, String text, Limits limits) {
    try (JsonParser parser = factory.createParser(Surrogates.unescape(text))) {
      return new JsonText(parser, limits.values()).readWhole();
    } catch (IOException e) {
      throw JsonText.asCodecException(e);
    }
  }

  private static String decode(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // Either that very character was sent, or bytes that are no UTF-8 were replaced by it.
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw JsonText.asCodecException(e);
    }
  }

  private static JsonFactory factory(Limits limits) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth())
            .maxStringLength(limits.stringLength())
            .maxNumberLength(limits.numberLength())
            .build();
    // Member names come from whoever sends the text: interning or caching them would let a client
    // fill memory that outlives its request.
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .build();
  }
}
