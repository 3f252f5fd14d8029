// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.otlp.OtlpException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedTest {
  private static final int LIMIT = 1 << 20;

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static Kind refusal(Runnable reading) {
    OtlpException refused = catchThrowableOfType(OtlpException.class, reading::run);
    return refused == null ? null : refused.kind();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 6_000, LIMIT - 1, LIMIT})
  void content_up_to_the_limit_comes_back(int size) {
    byte[] random = new byte[size];
    new Random(size).nextBytes(random);

    assertThat(Inflate.gzip(gzip(random), LIMIT)).isEqualTo(random);
    assertThat(Inflate.gzip(gzip(new byte[size]), LIMIT)).isEqualTo(new byte[size]);
  }

  @Test
  void one_byte_more_than_the_limit_is_too_large() {
    assertThat(refusal(() -> Inflate.gzip(gzip(new byte[LIMIT + 1]), LIMIT)))
        .isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal(() -> Inflate.gzip(gzip(new byte[64 * LIMIT]), LIMIT)))
        .isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void what_is_no_gzip_is_a_bad_body() {
    byte[] whole = gzip(new byte[1_000]);

    assertThat(refusal(() -> Inflate.gzip(new byte[0], LIMIT))).isEqualTo(Kind.BAD_BODY);
    assertThat(refusal(() -> Inflate.gzip(new byte[100], LIMIT))).isEqualTo(Kind.BAD_BODY);
    assertThat(refusal(() -> Inflate.gzip(Arrays.copyOf(whole, whole.length - 9), LIMIT)))
        .isEqualTo(Kind.BAD_BODY);
  }

  @Test
  void a_frame_gives_its_message_back_plain_or_inflated() {
    byte[] message = {1, 2, 3};
    byte[] compressed = GrpcFrame.encode(gzip(message));
    compressed[0] = 1;

    assertThat(GrpcFrame.encode(message)).containsExactly(0, 0, 0, 0, 3, 1, 2, 3);
    assertThat(GrpcFrame.decode(GrpcFrame.encode(message), "identity", 3)).isEqualTo(message);
    assertThat(GrpcFrame.decode(compressed, "gzip", LIMIT)).isEqualTo(message);
  }

  @Test
  void a_frame_that_is_not_whole_or_not_alone_is_a_bad_body() {
    byte[] frame = GrpcFrame.encode(new byte[10]);
    byte[] huge = frame.clone();
    huge[1] = (byte) 0xff;
    byte[] flagged = frame.clone();
    flagged[0] = 2;

    for (byte[] bad :
        new byte[][] {
          {}, {0, 0}, Arrays.copyOf(frame, 12), Arrays.copyOf(frame, 30), huge, flagged
        }) {
      assertThat(refusal(() -> GrpcFrame.decode(bad, "identity", LIMIT))).isEqualTo(Kind.BAD_BODY);
    }
  }

  @Test
  void a_frame_is_bounded_before_and_after_inflating() {
    byte[] bomb = GrpcFrame.encode(gzip(new byte[2_000]));
    bomb[0] = 1;
    byte[] unknown = bomb.clone();

    assertThat(refusal(() -> GrpcFrame.decode(GrpcFrame.encode(new byte[9]), "identity", 8)))
        .isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal(() -> GrpcFrame.decode(bomb, "gzip", 1_000))).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal(() -> GrpcFrame.decode(unknown, "snappy", LIMIT))).isEqualTo(Kind.BAD_BODY);
  }
}
