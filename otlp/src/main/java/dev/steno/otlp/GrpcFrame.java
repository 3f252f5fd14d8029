// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The five-byte frame around a unary gRPC message. Stateless and thread-safe. */
public final class GrpcFrame {
  private static final int HEADER = 5;

  private GrpcFrame() {}

  /**
   * The message in a body that holds exactly one frame, inflated if the frame's flag says so.
   *
   * @param encoding the {@code grpc-encoding} header; absent is {@code identity}
   * @param limit the largest message in bytes, after inflating
   * @throws OtlpException BAD_BODY if it is not one whole frame, or compressed otherwise than by
   *     gzip; TOO_LARGE if the message is longer than {@code limit}
   */
  public static byte[] decode(byte[] body, String encoding, int limit) {
    if (body.length < HEADER) {
      throw OtlpException.badBody(
          "gRPC frame: " + body.length + " bytes (expected: 5 bytes and a message)", null);
    }
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(body, 1, 4).getInt());
    if (length != body.length - HEADER) {
      throw OtlpException.badBody(
          "gRPC frame: says "
              + length
              + " bytes, holds "
              + (body.length - HEADER)
              + " (expected: one whole message)",
          null);
    }
    if (length > limit) {
      throw OtlpException.tooLarge(
          "gRPC message: " + length + " bytes (expected: at most " + limit + ")");
    }
    byte[] message = Arrays.copyOfRange(body, HEADER, body.length);
    return switch (body[0]) {
      case 0 -> message;
      case 1 -> inflated(message, encoding, limit);
      default ->
          throw OtlpException.badBody("gRPC frame: flag " + body[0] + " (expected: 0 or 1)", null);
    };
  }

  private static byte[] inflated(byte[] message, String encoding, int limit) {
    if (!encoding.equals("gzip")) {
      throw OtlpException.badBody(
          "grpc-encoding: a message compressed by something else than gzip", null);
    }
    return Inflate.gzip(message, limit);
  }

  /** The frame around {@code message}, uncompressed. */
  public static byte[] encode(byte[] message) {
    return ByteBuffer.allocate(HEADER + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }
}
