// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads protobuf field by field, straight into records of the model. The generated classes would
 * build everything twice, and would build all of it before anything could be refused: two bytes of
 * body are a span. For one thread.
 */
final class ProtoFields {
  static final int DEPTH = 100;

  final CodedInputStream in;
  final Budget budget;

  ProtoFields(byte[] body, Budget budget) {
    in = CodedInputStream.newInstance(body);
    this.budget = budget;
  }

  /** Reads one field, or returns false if it does not know the tag. */
  interface FieldReader {
    boolean read(int tag) throws IOException, Rejection;
  }

  /** Reads all fields up to the end of the message that was entered. */
  void fields(FieldReader reader) throws IOException, Rejection {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!reader.read(tag)) {
        in.skipField(tag);
      }
    }
  }

  /** Reads a message within the message. */
  void message(FieldReader reader) throws IOException, Rejection {
    int outer = in.pushLimit(in.readRawVarint32());
    fields(reader);
    in.popLimit(outer);
  }

  /**
   * As {@link #message}, but passes over all of it when a part of it is refused or malformed: the
   * message around it says where it ends.
   */
  void item(FieldReader reader) throws IOException, Rejection {
    int length = in.readRawVarint32();
    int outer = in.pushLimit(length);
    int end = in.getTotalBytesRead() + length;
    Rejection rejection = null;
    try {
      fields(reader);
    } catch (Rejection e) {
      rejection = e;
    } catch (InvalidProtocolBufferException e) {
      rejection =
          new Rejection(
              "malformed protobuf in it (expected: spans for /v1/traces, log records for"
                  + " /v1/logs)");
    }
    in.popLimit(outer);
    in.skipRawBytes(end - in.getTotalBytesRead());
    if (rejection != null) {
      throw rejection;
    }
  }

  String text() throws IOException {
    // Not the strict reader: half a character, cut off by an SDK's length limit, is no reason to
    // refuse a batch.
    return in.readString();
  }

  long count() throws IOException {
    return Integer.toUnsignedLong(in.readUInt32());
  }

  void attribute(Attributes target) throws IOException, Rejection {
    KeyValue pair = keyValue(0);
    target.put(pair.key, pair.value);
  }

  JsonValue anyValue() throws IOException, Rejection {
    return anyValue(0);
  }

  private JsonValue anyValue(int depth) throws IOException, Rejection {
    budget.takeValue();
    if (depth > DEPTH) {
      throw new Rejection("attribute: deeper than " + DEPTH + " (expected: a flatter value)");
    }
    JsonValue[] value = {JsonValue.NULL};
    message(
        tag -> {
          JsonValue read = oneOf(tag, depth);
          value[0] = read == null ? value[0] : read;
          return read != null;
        });
    return value[0];
  }

  private @Nullable JsonValue oneOf(int tag, int depth) throws IOException, Rejection {
    return switch (tag) {
      case Tags.ANY_STRING -> JsonValue.of(text());
      case Tags.ANY_BOOL -> JsonValue.of(in.readBool());
      case Tags.ANY_INT -> JsonValue.of(in.readInt64());
      case Tags.ANY_DOUBLE -> JsonValue.of(in.readDouble());
      case Tags.ANY_ARRAY -> array(depth);
      case Tags.ANY_KVLIST -> object(depth);
      case Tags.ANY_BYTES -> bytes(Base64.getEncoder().encodeToString(in.readByteArray()));
      default -> null;
    };
  }

  static JsonObject bytes(String base64) {
    return new JsonObject(Map.of("$bytes", JsonValue.of(base64)));
  }

  /** A number if that is what {@code text} writes, else a string: NaN and the infinities. */
  static JsonValue number(String text) {
    try {
      return new JsonNumber(text);
    } catch (IllegalArgumentException e) {
      return JsonValue.of(text);
    }
  }

  private JsonArray array(int depth) throws IOException, Rejection {
    List<JsonValue> elements = new ArrayList<>();
    message(tag -> tag == Tags.LIST_VALUES && elements.add(anyValue(depth + 1)));
    return new JsonArray(elements);
  }

  private JsonObject object(int depth) throws IOException, Rejection {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    message(
        tag -> {
          if (tag != Tags.LIST_VALUES) {
            return false;
          }
          KeyValue pair = keyValue(depth + 1);
          members.put(pair.key, pair.value);
          return true;
        });
    return new JsonObject(members);
  }

  private KeyValue keyValue(int depth) throws IOException, Rejection {
    budget.takeValue();
    KeyValue pair = new KeyValue();
    message(
        tag -> {
          switch (tag) {
            case Tags.PAIR_KEY -> pair.key = text();
            case Tags.PAIR_VALUE -> pair.value = anyValue(depth);
            default -> {
              return false;
            }
          }
          return true;
        });
    return pair;
  }

  private static final class KeyValue {
    private String key = "";
    private JsonValue value = JsonValue.NULL;
  }
}
