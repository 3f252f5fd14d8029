// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanPart.Kind;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Exchange;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.storage.sql.PreparedExchange.Head;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparedPartTest {
  private static final Instant NOW = Instant.parse("2026-11-04T12:00:00Z");
  private static final PreparedExchange.KnownItems KNOWN = new PreparedExchange.KnownItems();
  private static final Message ONE = Message.text("user", "one");
  private static final Message TWO = Message.text("assistant", "two");
  private static final Message THREE = Message.text("user", "three");

  @Test
  void finds_the_longest_base_that_is_known() {
    PreparedExchange first = exchange(List.of(ONE), TWO);
    PreparedExchange second = exchange(List.of(ONE, TWO, THREE), Message.text("assistant", "4"));
    Set<Head> known = new HashSet<>(first.offers());

    Commit commit = second.commit(known::contains);

    assertThat(commit.base()).isEqualTo(Chain.head(List.of(Chain.id(ONE), Chain.id(TWO))));
    assertThat(commit.added()).containsExactly(Chain.id(THREE));
    assertThat(commit.head()).isEqualTo(second.full().head());
  }

  @Test
  void lists_everything_where_no_head_is_known() {
    Commit commit = exchange(List.of(ONE, TWO, THREE), TWO).commit(head -> false);

    assertThat(commit.base()).isEqualTo(Hash.ZERO);
    assertThat(commit.added()).hasSize(3);
  }

  @Test
  void takes_no_head_of_another_trace_or_scope_for_a_base() {
    PreparedExchange first = exchange(List.of(ONE), TWO);
    PreparedExchange second = exchange(List.of(ONE, TWO, THREE), TWO);
    Head head = first.offers().get(1);
    Set<Head> others =
        Set.of(
            new Head(new Hash(1, 1), head.trace(), head.hash()),
            new Head(head.scope(), new TraceId(9, 9), head.hash()));

    assertThat(second.commit(others::contains).base()).isEqualTo(Hash.ZERO);
  }

  @Test
  void writes_a_message_that_comes_again_once() {
    PreparedExchange first = exchange(List.of(ONE), TWO);
    PreparedExchange second = exchange(List.of(ONE, TWO), THREE);

    assertThat(second.items().get(0).body()).isSameAs(first.items().get(0).body());
    assertThat(second.items().get(1).body()).isSameAs(first.items().get(1).body());
  }

  @Test
  void names_a_list_of_tools_by_one_id() {
    JsonValue tool = JsonValue.of("tool");
    PreparedExchange exchange =
        PreparedPart.of(part(Kind.SPAN, new Exchange(List.of(tool), null, null, null)), KNOWN)
            .exchange();

    assertThat(exchange.items())
        .extracting(item -> item.key().id(), PreparedExchange.Item::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Chain.id(tool), Kinds.TOOL),
            org.assertj.core.groups.Tuple.tuple(
                Chain.head(List.of(Chain.id(tool))), Kinds.TOOL_LIST));
  }

  @Test
  void says_nothing_of_an_exchange_that_says_nothing() {
    assertThat(
            PreparedPart.of(part(Kind.SPAN, new Exchange(null, null, null, null)), KNOWN)
                .exchange())
        .isNull();
  }

  @Test
  void knows_which_start_is_replaced() {
    PreparedPart start = PreparedPart.of(part(Kind.START, null), KNOWN);
    PreparedPart span = PreparedPart.of(part(Kind.SPAN, null), KNOWN);

    assertThat(span.replaced(Set.of(start.key())::contains)).isEqualTo(start.key());
    assertThat(start.replaced(Set.of(span.key())::contains)).isEqualTo(start.key());
    assertThat(span.replaced(key -> false)).isNull();
    assertThat(start.replaced(key -> false)).isNull();
  }

  @Test
  void leaves_out_of_the_rest_what_columns_hold() {
    assertThat(PreparedPart.of(part(Kind.SPAN, null), KNOWN).texts().rest())
        .doesNotContain("a name")
        .doesNotContain("2026");
  }

  @Test
  void keeps_in_the_rest_what_columns_cannot_hold() {
    Span span =
        part(Kind.SPAN, null).span().toBuilder()
            .name("lone \ud83d surrogate")
            .start(Instant.parse("1999-01-01T00:00:00Z"))
            .build();
    SpanPart part = new SpanPart(Kind.SPAN, 0, NOW, span, null);

    assertThat(PreparedPart.of(part, KNOWN).texts().rest())
        .contains("\\ud83d")
        .contains("1999-01-01");
  }

  private static PreparedExchange exchange(List<Message> messages, Message answer) {
    Exchange exchange = new Exchange(null, null, messages, List.of(List.of(answer)));
    return PreparedPart.of(part(Kind.SPAN, exchange), KNOWN).exchange();
  }

  private static SpanPart part(Kind kind, Exchange exchange) {
    Span span =
        Span.builder("shop", new TraceId(1, 2), new SpanId(3))
            .name("a name")
            .start(NOW)
            .end(NOW.plusSeconds(1))
            .build();
    return new SpanPart(kind, 0, NOW, span, exchange);
  }
}
