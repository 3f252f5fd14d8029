// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.testing.generate.AgentTrace;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An OTLP request of several conversations that is encoded once and sent often. For one thread. */
final class Template {
  private final ByteBuffer body;
  private final Slots slots;
  private final int spans;

  private Template(ByteBuffer body, Slots slots, int spans) {
    this.body = body;
    this.slots = slots;
    this.spans = spans;
  }

  /** A request of so many conversations. */
  static Template of(Conversations conversations, int traces) {
    List<AgentTrace> made = new ArrayList<>();
    for (int i = 0; i < traces; i++) {
      // Times differ between the traces, so that each has a slot of its own.
      made.add(conversations.next(Instant.ofEpochSecond(1_700_000_000L + i, 1)));
    }
    List<SpanPart> parts = made.stream().flatMap(trace -> trace.parts().stream()).toList();
    byte[] encoded = OtlpSpans.body(parts);
    ByteBuffer body = ByteBuffer.allocateDirect(encoded.length).put(encoded).flip();
    return new Template(body, new Slots(encoded, made), parts.size());
  }

  /** Makes new spans of it; the ids of their traces. */
  List<TraceId> renew(SplittableRandom random, long now) {
    return slots.fill(body, random, now);
  }

  /** The body, to be read from its beginning. */
  ByteBuffer body() {
    return body.duplicate();
  }

  /** How many spans it has. */
  int spans() {
    return spans;
  }
}
