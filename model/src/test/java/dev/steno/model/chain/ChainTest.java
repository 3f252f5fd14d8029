// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The expected hex was computed with Python's json and hashlib, not with this code. */
class ChainTest {
  private static final Message ASKED = Message.text("user", "Where is parcel 7?");
  private static final Message CALLED =
      new Message(
          "assistant",
          List.of(),
          "Look it up.",
          List.of(ToolCall.function("call_1", "track", "{ \"parcel\": 7 }")),
          null,
          null);
  private static final Message FOUND =
      new Message(
          "tool",
          List.of(new ContentBlock.Text("in transit – Zürich")),
          null,
          List.of(),
          "call_1",
          null);

  @Test
  void ids_are_those_that_others_compute() {
    assertThat(Hash.sha256("hello".getBytes(StandardCharsets.UTF_8)))
        .hasToString("2cf24dba5fb0a30e26e83b2ac5b9e29e");
    assertThat(Chain.id(ASKED)).hasToString("739dd29597f227e2b335def8ab83d69d");
    assertThat(Chain.id(CALLED)).hasToString("c23577a11f04ca72cda0541136cd26c3");
    assertThat(Chain.id(FOUND)).hasToString("9fbf3adfaf3a890b1f32e228d4cd1e54");
  }

  @Test
  void heads_are_those_that_others_compute() {
    List<Hash> ids = List.of(Chain.id(ASKED), Chain.id(CALLED), Chain.id(FOUND));

    assertThat(Chain.heads(ids))
        .extracting(Hash::hex)
        .containsExactly(
            "00000000000000000000000000000000",
            "26d26fe8f438065c9f6b5a84cc73fe44",
            "3c11ce0b6edb9945c754dbf953ced31c",
            "49c16c48c2896ac7a1938295076a4afb");
    assertThat(Chain.head(ids))
        .isEqualTo(Chain.head(Chain.head(ids.subList(0, 1)), ids.subList(1, 3)));
    assertThat(Chain.head(List.of())).isEqualTo(Hash.ZERO);
  }

  @Test
  void contexts_are_those_that_others_compute() {
    JsonValue tool =
        new JsonObject(
            Map.of(
                "parameters",
                new JsonObject(Map.of("type", JsonValue.of("object"))),
                "name",
                JsonValue.of("track")));
    List<Hash> tools = List.of(Chain.id(tool));
    List<Hash> system = List.of(Chain.id(Message.text("system", "Be brief.")));
    Hash head = Hash.of("49c16c48c2896ac7a1938295076a4afb");

    assertThat(Chain.context(tools, system, head)).hasToString("0de612268745af0dd875050fcdc7c423");
    assertThat(Chain.context(List.of(), List.of(), Hash.ZERO))
        .hasToString("17b0761f87b081d5cf10757ccc89f12b");
  }

  @Test
  void a_head_depends_on_the_order_and_on_every_message_before_it() {
    Hash a = Chain.id(ASKED);
    Hash b = Chain.id(FOUND);

    assertThat(Chain.head(List.of(a, b))).isNotEqualTo(Chain.head(List.of(b, a)));
    assertThat(Chain.head(List.of(a, a))).isNotEqualTo(Chain.head(List.of(a)));
  }

  @Test
  void hashes_are_read_written_and_ordered_as_hex() {
    Hash low = Hash.of("7fffffffffffffff8000000000000000");
    Hash high = Hash.of("80000000000000000000000000000000");

    assertThat(low.hex()).isEqualTo("7fffffffffffffff8000000000000000");
    assertThat(low).isLessThan(high);
    assertThat(Hash.of("ABCDEF00000000000000000000000001"))
        .hasToString("abcdef00000000000000000000000001");
    assertThatThrownBy(() -> Hash.of("abc")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hash.of("zz".repeat(16))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_commit_is_revised_list_by_list() {
    Hash id = Chain.id(ASKED);
    Commit first =
        new Commit(List.of(id), null, Hash.ZERO, List.of(id), Chain.head(List.of(id)), null);
    Commit later = new Commit(null, List.of(), Hash.ZERO, null, null, List.of(List.of(id)));

    Commit both = first.revisedBy(later);

    assertThat(both)
        .isEqualTo(
            new Commit(
                List.of(id),
                List.of(),
                Hash.ZERO,
                List.of(id),
                Chain.head(List.of(id)),
                List.of(List.of(id))));
    assertThat(both).isEqualTo(later.revisedBy(first));
    assertThat(Commit.EMPTY.revisedBy(both)).isEqualTo(both);
    assertThat(both.revisedBy(Commit.EMPTY)).isEqualTo(both);
    assertThat(both.answer()).isEqualTo(Chain.head(List.of(id, id)));
  }

  @Test
  void a_commit_has_messages_and_a_head_or_neither() {
    assertThatThrownBy(() -> new Commit(null, null, Hash.ZERO, List.of(), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both or neither");
  }
}
