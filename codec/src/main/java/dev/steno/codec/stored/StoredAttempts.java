// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.stored;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.chain.Exchange;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.Attempt.Reason;
import dev.steno.model.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of one call, each of them a span. Stateless. */
final class StoredAttempts {

  private StoredAttempts() {}

  static List<Attempt> of(Instant start, List<SpanPart> calls) {
    List<Attempt> attempts = new ArrayList<>();
    SpanPart before = null;
    for (SpanPart call : calls) {
      Span span = call.span();
      Generation facts = span.generation();
      Reason reason = reason(before, call);
      attempts.add(
          new Attempt(
              attempts.size() + 1,
              reason,
              StoredCall.offset(start, span),
              reason == Reason.RETRY && before != null ? pause(before.span(), span) : Duration.ZERO,
              StoredCall.duration(span),
              facts == null || facts.finishReasons().isEmpty()
                  ? null
                  : facts.finishReasons().get(0),
              facts == null ? null : facts.usage(),
              null,
              StoredCall.failure(span)));
      before = call;
    }
    return attempts;
  }

  private static Reason reason(@Nullable SpanPart before, SpanPart call) {
    if (before == null) {
      return Reason.FIRST;
    }
    if (before.span().status() == SpanStatus.ERROR) {
      return Reason.RETRY;
    }
    Exchange exchange = call.exchange();
    List<Message> messages = exchange == null ? null : exchange.messages();
    if (messages == null || messages.isEmpty()) {
      return Reason.RETRY;
    }
    String role = messages.get(messages.size() - 1).role();
    return role.equals("tool") ? Reason.TOOLS : Reason.CORRECTION;
  }

  private static Duration pause(Span before, Span after) {
    Instant end = before.end();
    return end == null ? Duration.ZERO : StoredCall.offset(end, after);
  }
}
