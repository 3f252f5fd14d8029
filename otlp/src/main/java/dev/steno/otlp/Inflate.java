// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Inflates compressed bodies, so far as they stay small enough. Stateless and thread-safe. */
public final class Inflate {
  private static final int USUAL_RATIO = 6;
  private static final int SMALLEST = 512;

  private Inflate() {}

  /**
   * The content of a gzip body.
   *
   * @param limit the largest content in bytes; no more than that is ever held
   * @throws OtlpException BAD_BODY if it is no gzip, TOO_LARGE if the content is longer than {@code
   *     limit}
   */
  public static byte[] gzip(byte[] body, int limit) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body), 8192)) {
      return read(
          in, (int) Math.min(limit, Math.max(SMALLEST, (long) body.length * USUAL_RATIO)), limit);
    } catch (IOException e) {
      throw OtlpException.badBody("body: not gzip as its Content-Encoding says", e);
    }
  }

  private static byte[] read(GZIPInputStream in, int expected, int limit) throws IOException {
    byte[] content = new byte[expected];
    int length = 0;
    while (true) {
      int n = in.readNBytes(content, length, content.length - length);
      length += n;
      if (length < content.length) {
        return Arrays.copyOf(content, length);
      }
      int next = in.read();
      if (next < 0) {
        return content;
      }
      content = Arrays.copyOf(content, larger(length, limit));
      content[length++] = (byte) next;
    }
  }

  private static int larger(int length, int limit) {
    if (length >= limit) {
      throw OtlpException.tooLarge(
          "body: larger than " + limit + " bytes when inflated (expected: a smaller batch)");
    }
    return (int) Math.min(limit, Math.max(SMALLEST, length * 2L));
  }
}
