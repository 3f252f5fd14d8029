// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.reading;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.analysis.BodySizes;
import dev.steno.storage.analysis.Pieces;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.tck.Contract;
import dev.steno.storage.tck.Given;
import dev.steno.storage.tck.Samples;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Pieces of a trace are what the whole has in their place. For one thread, as JUnit runs it. */
public abstract class PieceContract extends Contract {

  protected PieceContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void outlines_a_trace_with_its_spans_in_order_and_each_once() {
    append(
        Given.part(Given.span(1, 2).start(NOW).parentId(Given.spanId(1))),
        Given.part(Given.span(1, 1).end(null)),
        Given.part(
            SpanPart.Kind.START, 0, NOW, Given.bare("shop", 1, 1).agent("a").start(NOW), null),
        Given.part(Given.span("other", 1, 3)));

    List<StoredSpan> outline = storage.analysis().outline("shop", Given.traceId(1));

    assertThat(outline)
        .extracting(stored -> stored.span().spanId())
        .containsExactly(Given.spanId(1), Given.spanId(2));
    assertThat(outline.get(0).span().agent()).isEqualTo("a");
    assertThat(outline.get(1).span().parentId()).isEqualTo(Given.spanId(1));
    assertThat(storage.analysis().outline("shop", Given.traceId(9))).isEmpty();
  }

  @Test
  void tells_how_long_bodies_are_in_bytes_of_their_json() {
    JsonObject one = new JsonObject(Map.of("a", JsonValue.of("x")));
    JsonObject other = new JsonObject(Map.of("b", JsonValue.of("y")));
    append(
        Given.part(Given.span(1, 1).input(JsonValue.of("é🍵\n\u0001\"")).output(one)),
        Given.part(Given.span(1, 2)),
        Given.part(Given.span(1, 3).attributes(one).input(JsonValue.of("long before"))),
        Given.part(
            SpanPart.Kind.CONTENT,
            1,
            NOW,
            Given.bare("shop", 1, 3).attributes(other).input(JsonValue.of("later")),
            null),
        Given.part(Given.span(2, 1).input(one)));

    assertThat(storage.analysis().sizes("shop", Given.traceId(1)))
        .isEqualTo(
            Map.of(
                Given.spanId(1), new BodySizes(18L, 9L, null),
                Given.spanId(3), new BodySizes(7L, null, 17L)));
    assertThat(storage.analysis().sizes("shop", Given.traceId(9))).isEmpty();
  }

  @Test
  void reads_spans_whole_and_no_others() {
    Span whole = Samples.wholeSpan();
    append(
        new SpanPart(SpanPart.Kind.SPAN, 0, NOW, whole, null),
        Given.part(Given.span(1, 2).input(JsonValue.of("other"))),
        Given.part(Given.span(2, 1)));

    Pieces pieces = pieces(Set.of(whole.spanId(), Given.spanId(7)), Set.of());

    assertThat(pieces.spans()).containsExactly(whole);
    assertThat(pieces.messages()).isEmpty();
  }

  @Test
  void reads_messages_of_the_trace_alone() {
    append(
        Given.call(Given.generation(1, 1), Given.asked("one", "two")),
        Given.call(Given.generation(2, 1), Given.asked("three", "four")));
    TraceRecord mine = trace(Given.traceId(1));
    Set<Hash> all = new HashSet<>(mine.messages().keySet());
    all.addAll(trace(Given.traceId(2)).messages().keySet());

    assertThat(pieces(Set.of(), all).messages()).isEqualTo(mine.messages()).hasSize(2);
  }

  private Pieces pieces(Set<SpanId> spans, Set<Hash> messages) {
    return storage.analysis().pieces("shop", Given.traceId(1), spans, messages);
  }
}
