// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.otlp;

import com.linecorp.armeria.common.HttpStatus;
import dev.steno.otlp.Answers;
import dev.steno.otlp.Encoding;
import dev.steno.otlp.OtlpException;
import dev.steno.server.http.Refusal;
import java.time.Duration;

/** Refusals as {@code google.rpc.Status}. Stateless. */
final class OtlpStatus {

  private OtlpStatus() {}

  /** The body of an HTTP answer. */
  static byte[] body(Refusal refusal, Encoding encoding) {
    return Answers.status(refusal.grpcCode(), refusal.sentence(), encoding);
  }

  /** The details of a gRPC answer: when to try again, where that helps. */
  static byte[] details(Refusal refusal) {
    return refusal.retryAfterSeconds() == 0
        ? body(refusal, Encoding.PROTOBUF)
        : Answers.retryStatus(
            refusal.grpcCode(),
            refusal.sentence(),
            Duration.ofSeconds(refusal.retryAfterSeconds()));
  }

  static Refusal refusal(OtlpException unreadable) {
    String sentence = String.valueOf(unreadable.getMessage());
    return switch (unreadable.kind()) {
      case BAD_BODY -> Refusal.invalid(sentence);
      case TOO_LARGE -> Refusal.of(HttpStatus.REQUEST_ENTITY_TOO_LARGE, sentence);
    };
  }
}
