// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.Selection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The small pieces of this module's tests. Pure functions. */
final class Parts {
  static final Instant NOW = Instant.parse("2026-11-04T12:00:00Z");
  static final String PROJECT = "shop";

  private Parts() {}

  static TraceId trace(int number) {
    return new TraceId(0xabc, number);
  }

  static SpanPart span(int trace, int span, Instant start) {
    return part(SpanPart.Kind.SPAN, trace, span, start, null);
  }

  static SpanPart part(SpanPart.Kind kind, int trace, int span, Instant start, Exchange exchange) {
    Span.Builder builder =
        Span.builder(PROJECT, trace(trace), new SpanId(span))
            .type(SpanType.GENERATION)
            .name("step")
            .start(start);
    if (kind == SpanPart.Kind.SPAN) {
      builder.end(start.plusSeconds(1));
    }
    return new SpanPart(kind, 0, NOW, builder.build(), exchange);
  }

  /** The only span of a trace, with a text that it was given. */
  static SpanPart withInput(int trace, String input) {
    Span span = span(trace, 1, NOW).span().toBuilder().input(JsonValue.of(input)).build();
    return new SpanPart(SpanPart.Kind.SPAN, 0, NOW, span, null);
  }

  /** The call of this turn: the history of all turns before, one question more, and an answer. */
  static SpanPart turn(int trace, int turn) {
    List<Message> history = new ArrayList<>();
    for (int i = 1; i < turn; i++) {
      history.add(Message.text("user", "question " + i));
      history.add(Message.text("assistant", "answer " + i));
    }
    history.add(Message.text("user", "question " + turn));
    Exchange exchange =
        new Exchange(
            List.of(new JsonObject(Map.of("name", JsonValue.of("look_up")))),
            List.of(Message.text("system", "Be brief.")),
            history,
            List.of(List.of(Message.text("assistant", "answer " + turn))));
    return part(SpanPart.Kind.SPAN, trace, turn, NOW.plusSeconds(turn), exchange);
  }

  /** Deletes a trace. */
  static Erased delete(DuckDbStorage storage, int trace) {
    return storage.erasures().erase(new Selection.OfTrace(PROJECT, trace(trace)), "tester");
  }

  /** Damages the block in the middle, one of texts; before the blocks are headers of 12 KiB. */
  static void damageBlock(Path file) throws IOException {
    int headers = 3 * 4096;
    int block = 1 << 18;
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      long blocks = (content.length() - headers) / block;
      assertThat(blocks).isGreaterThan(3);
      content.seek(headers + blocks / 2 * block + 1000);
      content.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }
  }
}
