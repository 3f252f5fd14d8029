// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import dev.steno.codec.StenoAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;

/** What there is to say of how a span was written; of most there is nothing. Thread-safe. */
final class Notes {
  private static final AttributeKey<List<String>> FLAGS =
      AttributeKey.stringArrayKey(StenoAttributes.FLAGS);
  private static final AttributeKey<Long> CUT = AttributeKey.longKey(StenoAttributes.CUT);
  private static final AttributeKey<Long> OMITTED = AttributeKey.longKey("steno.omitted_values");

  private final List<String> flags = new ArrayList<>(2);
  private long cut;
  private long omitted;

  synchronized void leftOut(long characters, long values) {
    cut += characters;
    omitted += values;
  }

  synchronized void flag(String flag) {
    if (!flags.contains(flag)) {
      flags.add(flag);
    }
  }

  synchronized void putTo(Span span) {
    if (!flags.isEmpty()) {
      span.setAttribute(FLAGS, flags);
    }
    if (cut > 0) {
      span.setAttribute(CUT, cut);
    }
    if (omitted > 0) {
      span.setAttribute(OMITTED, omitted);
    }
  }
}
