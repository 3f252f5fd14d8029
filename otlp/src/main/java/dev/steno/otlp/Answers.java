// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of OTLP answers. Stateless and thread-safe. */
public final class Answers {
  private static final byte[] EMPTY = new byte[0];
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  private Answers() {}

  /**
   * The {@code Export…ServiceResponse} to a request that was read: empty if all of it was accepted,
   * with {@code partial_success} if something was refused or there is a warning.
   */
  public static byte[] accepted(
      Signal signal, long rejected, @Nullable String message, Encoding encoding) {
    boolean whole = rejected == 0 && message == null;
    if (encoding == Encoding.PROTOBUF) {
      return whole ? EMPTY : write(out -> out.writeBytes(1, partial(rejected, message)));
    }
    if (whole) {
      return Json.writeBytes(JsonObject.EMPTY);
    }
    Map<String, JsonValue> partial = new LinkedHashMap<>();
    // protobuf's JSON writes 64-bit integers as strings.
    partial.put(signal.rejected(), JsonValue.of(Long.toString(rejected)));
    if (message != null) {
      partial.put("errorMessage", JsonValue.of(message));
    }
    return Json.writeBytes(new JsonObject(Map.of("partialSuccess", new JsonObject(partial))));
  }

  private static ByteString partial(long rejected, @Nullable String message) {
    return bytes(
        out -> {
          if (rejected != 0) {
            out.writeInt64(1, rejected);
          }
          if (message != null) {
            out.writeString(2, message);
          }
        });
  }

  /**
   * A {@code google.rpc.Status}, the body of every HTTP answer that is an error.
   *
   * @param code a gRPC status code, 0 to 16
   * @param message one sentence
   */
  public static byte[] status(int code, String message, Encoding encoding) {
    if (encoding == Encoding.PROTOBUF) {
      return write(out -> putStatus(out, code, message));
    }
    Map<String, JsonValue> status = new LinkedHashMap<>();
    status.put("code", JsonValue.of(code));
    status.put("message", JsonValue.of(message));
    return Json.writeBytes(new JsonObject(status));
  }

  /**
   * A {@code google.rpc.Status} in protobuf with {@code RetryInfo}: the value of gRPC's trailer
   * {@code grpc-status-details-bin}, before base64.
   *
   * @param after how long the client should wait, to the second and at least one
   */
  public static byte[] retryStatus(int code, String message, Duration after) {
    ByteString delay = bytes(out -> out.writeInt64(1, Math.max(1, after.toSeconds())));
    ByteString retry = bytes(out -> out.writeBytes(1, delay));
    ByteString any =
        bytes(
            out -> {
              out.writeString(1, RETRY_INFO);
              out.writeBytes(2, retry);
            });
    return write(
        out -> {
          putStatus(out, code, message);
          out.writeBytes(3, any);
        });
  }

  private static void putStatus(CodedOutputStream out, int code, String message)
      throws IOException {
    if (code != 0) {
      out.writeInt32(1, code);
    }
    out.writeString(2, message);
  }

  private static ByteString bytes(Fields fields) {
    return ByteString.copyFrom(write(fields));
  }

  private static byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.writeTo(out);
      out.flush();
    } catch (IOException e) {
      // A ByteArrayOutputStream never fails.
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }
}
