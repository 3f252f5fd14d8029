// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.chain.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls so far of one lane, or of one agent over several traces. For one thread.
 *
 * <p>Design note: a lane may be several lines of calls at once, and a call of another kind may
 * stand in between. So a call continues the earlier one with which it shares the longest beginning,
 * and among equals the latest: where each call repeats the one before, that is the one before. One
 * that still ran when the next began is none of them.
 */
final class Earlier {
  private final List<Call> calls = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();

  /** Every position that one of the calls passed. */
  private final Set<Position> passed = new HashSet<>();

  /** Adds a call; null if its messages are not known. */
  void add(Span span, @Nullable Call call) {
    spans.add(span);
    if (call != null) {
      calls.add(call);
      for (Position at = call.end(); at.length() > 0 && passed.add(at); ) {
        at = at.before();
      }
    }
  }

  /** Adds the calls of another. */
  void addAll(Earlier other) {
    spans.addAll(other.spans);
    calls.addAll(other.calls);
    passed.addAll(other.passed);
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  int size() {
    return spans.size();
  }

  /** The call that shares the most with {@code next}, if any shares at all. */
  Optional<Call> sharing(Call next) {
    Position shared = next.input();
    while (shared.length() > 0 && !passed.contains(shared)) {
      shared = shared.before();
    }
    for (int i = calls.size() - 1; i >= 0 && shared.length() > 0; i--) {
      Call call = calls.get(i);
      if (call.end().beginsWith(shared) && call.mayLeadTo(next.span(), shared)) {
        return Optional.of(call);
      }
    }
    return shared.length() == 0 ? Optional.empty() : sharingLess(next);
  }

  /** The same where those that share the most still ran: seldom, and so it may take its time. */
  private Optional<Call> sharingLess(Call next) {
    Call best = null;
    int most = 0;
    for (Call call : calls) {
      Position shared = call.end().shared(next.input());
      if (shared.length() > 0 && shared.length() >= most && call.mayLeadTo(next.span(), shared)) {
        best = call;
        most = shared.length();
      }
    }
    return Optional.ofNullable(best);
  }

  /** The latest call, if nothing else of the lane was at work beside it or beside {@code span}. */
  Optional<Call> only(Span span) {
    Span last = spans.get(spans.size() - 1);
    if (calls.isEmpty() || calls.get(calls.size() - 1).span() != last || Call.overlap(last, span)) {
      return Optional.empty();
    }
    for (Span other : spans.subList(0, spans.size() - 1)) {
      if (Call.overlap(other, last)) {
        return Optional.empty();
      }
    }
    return Optional.of(calls.get(calls.size() - 1));
  }
}
