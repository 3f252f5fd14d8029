// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingTest {
  private static final Message SYSTEM = Message.text("system", "Be brief.");

  @Test
  void a_history_of_two_thousand_messages_with_three_new_costs_three_ids() {
    List<Message> history = messages(2000);
    Message answer = Message.text("assistant", "the answer");
    Commit first = Recording.of(exchange(history, answer), head -> false).commit();
    Set<Hash> known = Set.of(first.headOrZero(), first.answer());
    List<Message> next = new ArrayList<>(history);
    next.add(answer);
    next.add(Message.tool("c", "a result"));
    next.add(Message.text("user", "and now?"));
    next.add(Message.text("user", "well?"));

    Commit second = Recording.of(exchange(next, answer), known::contains).commit();

    assertThat(second.base()).isEqualTo(first.answer());
    assertThat(second.added()).hasSize(3);
    assertThat(second.headOrZero()).isEqualTo(Chain.head(next.stream().map(Chain::id).toList()));
  }

  @Test
  void the_longest_known_prefix_is_the_base() {
    List<Message> said = messages(5);
    List<Hash> heads = Chain.heads(said.stream().map(Chain::id).toList());
    Set<Hash> known = Set.of(heads.get(1), heads.get(3));

    Commit commit = Recording.of(exchange(said, said.get(0)), known::contains).commit();

    assertThat(commit.base()).isEqualTo(heads.get(3));
    assertThat(commit.added()).containsExactly(Chain.id(said.get(3)), Chain.id(said.get(4)));
  }

  @Test
  void a_call_made_again_adds_nothing() {
    List<Message> said = messages(5);
    Hash head = Chain.head(said.stream().map(Chain::id).toList());

    Commit commit = Recording.of(exchange(said, said.get(0)), head::equals).commit();

    assertThat(commit.base()).isEqualTo(head);
    assertThat(commit.added()).isEmpty();
    assertThat(commit.headOrZero()).isEqualTo(head);
  }

  @Test
  void a_base_is_never_the_empty_chain_whatever_is_known() {
    Commit commit =
        Recording.of(exchange(messages(2), SYSTEM), Set.of(Hash.ZERO)::contains).commit();

    assertThat(commit.base()).isEqualTo(Hash.ZERO);
    assertThat(commit.added()).hasSize(2);
  }

  @Test
  void leading_system_and_developer_messages_are_set_apart() {
    Message developer = Message.text("developer", "Use metres.");
    Message user = Message.text("user", "How far?");

    Exchange exchange = Exchange.of(null, List.of(SYSTEM, developer, user, SYSTEM), null);

    assertThat(exchange.system()).containsExactly(SYSTEM, developer);
    assertThat(exchange.messages()).containsExactly(user, SYSTEM);
    assertThat(Exchange.of(null, null, null).isEmpty()).isTrue();
    assertThat(Exchange.of(null, List.of(), null).isEmpty()).isFalse();
  }

  @Test
  void unknown_lists_stay_unknown() {
    Recording recording = Recording.of(new Exchange(null, List.of(), null, null), head -> true);

    assertThat(recording.commit())
        .isEqualTo(new Commit(null, List.of(), Hash.ZERO, null, null, null));
    assertThat(recording.items()).isEmpty();
  }

  @Test
  void what_a_commit_names_is_there_once_as_canonical_json() {
    Message user = Message.text("user", "a");
    JsonValue tool = JsonValue.of("tool");
    Recording recording =
        Recording.of(
            new Exchange(
                List.of(tool), List.of(SYSTEM), List.of(user, user), List.of(List.of(user))),
            head -> false);

    assertThat(recording.items())
        .containsOnlyKeys(Chain.id(tool), Chain.id(SYSTEM), Chain.id(user));
    assertThat(recording.values().keySet()).isEqualTo(recording.items().keySet());
    recording
        .items()
        .forEach(
            (id, text) -> {
              assertThat(Hash.sha256(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(id);
              assertThat(CanonicalJson.write(recording.values().get(id))).isEqualTo(text);
            });
  }

  @ParameterizedTest
  @CsvSource({"1023, false", "1024, true", "5000, true"})
  void base64_of_1_kib_or_more_is_cut_out(int size, boolean cut) {
    Recording recording = record(image(Base64.getEncoder().encodeToString(bytes(size))));

    assertThat(recording.blobs()).hasSize(cut ? 1 : 0);
    assertThat(recording.items().toString())
        .contains(cut ? "\"type\":\"blob\"" : "\"type\":\"base64\"");
  }

  @Test
  void base64_without_padding_is_cut_out_alike() {
    String padded = Base64.getEncoder().encodeToString(bytes(1024));
    String bare = Base64.getEncoder().withoutPadding().encodeToString(bytes(1024));

    assertThat(record(image(bare)).commit()).isEqualTo(record(image(padded)).commit());
  }

  @Test
  void a_blob_is_named_by_the_hash_of_its_bytes() {
    Recording recording = record(image(Base64.getEncoder().encodeToString(bytes(1024))));

    // Computed with Python: hashlib.sha256(bytes(i % 251 for i in range(1024))).
    String sha256 = "2bce1ba628720664be4b9fdd77aae0678e5f0f3f02fc6ff641ec879094f6a404";
    assertThat(recording.blobs().get(0).sha256()).isEqualTo(sha256);
    assertThat(recording.blobs().get(0).bytes()).isEqualTo(bytes(1024));
    assertThat(recording.items())
        .containsKey(Chain.id(message(new Media.Blob(sha256, "image/png", 1024))));
  }

  @Test
  void what_is_no_base64_stays_where_it_was() {
    String broken = "not base64! ".repeat(500);

    Recording recording = record(image(broken));

    assertThat(recording.blobs()).isEmpty();
    assertThat(recording.items()).containsKey(Chain.id(image(broken)));
  }

  @ParameterizedTest
  @EnumSource(Media.Kind.class)
  void every_kind_of_media_is_cut_out(Media.Kind kind) {
    Media media =
        new Media(kind, new Media.Base64(Base64.getEncoder().encodeToString(bytes(2000)), null));

    Recording recording =
        record(new Message("tool", List.of(media, media), null, List.of(), "c", null));

    assertThat(new HashSet<>(recording.blobs().stream().map(Blob::sha256).toList())).hasSize(1);
  }

  private static Recording record(Message message) {
    return Recording.of(new Exchange(null, null, List.of(message), null), head -> false);
  }

  private static Message image(String data) {
    return message(new Media.Base64(data, "image/png"));
  }

  private static Message message(Media.Source source) {
    return new Message(
        "user", List.of(new Media(Media.Kind.IMAGE, source)), null, List.of(), null, null);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i % 251);
    }
    return bytes;
  }

  private static List<Message> messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> Message.text("user", "message " + i)).toList();
  }

  private static Exchange exchange(List<Message> messages, Message answer) {
    return new Exchange(null, null, messages, List.of(List.of(answer)));
  }
}
