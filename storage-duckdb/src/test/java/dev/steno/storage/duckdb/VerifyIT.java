// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.storage.upkeep.Fault;
import dev.steno.storage.upkeep.Upkeep.Watch;
import dev.steno.testing.generate.Generator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage is told, with the trace and the span where it can be. */
class VerifyIT {
  private static final String WEEK = "week-2026-11-02.duckdb";
  @TempDir Path data;

  @BeforeEach
  void record() {
    byte[] picture = new byte[5000];
    Message withPicture =
        new Message(
            "user",
            List.of(
                new Media(
                    Media.Kind.IMAGE,
                    new Media.Base64(Base64.getEncoder().encodeToString(picture), "image/png"))),
            null,
            List.of(),
            null,
            null);
    Exchange exchange = new Exchange(null, null, List.of(withPicture), null);
    try (DuckDbStorage storage = open()) {
      for (int turn = 1; turn <= 3; turn++) {
        storage.traces().append(List.of(Parts.turn(1, turn))).join();
      }
      storage
          .traces()
          .append(List.of(Parts.part(SpanPart.Kind.SPAN, 2, 1, Parts.NOW, exchange)))
          .join();
    }
  }

  @Test
  void what_was_recorded_is_sound() {
    assertThat(faults()).isEmpty();
  }

  @Test
  void a_message_that_was_changed_is_told_of_each_span_that_names_it() throws SQLException {
    damage("UPDATE messages SET body = replace(body, 'question 1', 'question 7')");

    assertThat(faults())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.sentence()).contains("the message").contains("was changed"))
        .satisfies(fault -> assertThat(fault.trace()).isEqualTo(Parts.trace(1)))
        .satisfies(fault -> assertThat(fault.span()).isEqualTo(new SpanId(1)));
  }

  @Test
  void a_message_that_is_missing_is_told_of_its_span() throws SQLException {
    damage("DELETE FROM messages WHERE contains(body, 'answer 3')");

    assertThat(faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.sentence()).contains("is missing"))
        .satisfies(fault -> assertThat(fault.trace()).isEqualTo(Parts.trace(1)))
        .satisfies(fault -> assertThat(fault.span()).isEqualTo(new SpanId(3)));
  }

  @Test
  void a_head_that_its_messages_do_not_lead_to_is_told() throws SQLException {
    damage("UPDATE commits SET head = uuid() WHERE span_id = 2");

    assertThat(faults())
        .anySatisfy(
            fault -> assertThat(fault.sentence()).contains("is not what its messages lead to"))
        .allSatisfy(fault -> assertThat(fault.trace()).isEqualTo(Parts.trace(1)));
  }

  @Test
  void a_base_that_leads_nowhere_is_told() throws SQLException {
    damage("DELETE FROM commits WHERE span_id = 1 AND base IS NULL AND tools IS NOT NULL");

    assertThat(faults())
        .extracting(Fault::sentence)
        .anyMatch(sentence -> sentence.contains("is the head of no other call"));
  }

  @Test
  void a_byte_of_a_blob_that_was_flipped_is_told_of_the_span() throws SQLException {
    damage("UPDATE blobs SET bytes = '\\x01'::BLOB || bytes[2:]");

    assertThat(faults())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.sentence()).contains("the blob").contains("was changed"))
        .satisfies(fault -> assertThat(fault.trace()).isEqualTo(Parts.trace(2)));
  }

  @Test
  void a_blob_that_is_missing_is_told_of_the_span() throws SQLException {
    damage("DELETE FROM blobs");

    assertThat(faults())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.sentence()).contains("the blob").contains("is missing"))
        .satisfies(fault -> assertThat(fault.trace()).isEqualTo(Parts.trace(2)));
  }

  @Test
  void a_tool_list_that_is_missing_or_changed_is_told() throws SQLException {
    damage("UPDATE messages SET body = '[]' WHERE kind = 2");
    assertThat(faults()).extracting(Fault::sentence).anyMatch(s -> s.contains("the tool list"));

    damage("DELETE FROM messages WHERE kind = 2");
    assertThat(faults()).extracting(Fault::sentence).anyMatch(s -> s.contains("the tool list"));
  }

  @Test
  void a_tool_that_is_missing_is_told() throws SQLException {
    damage("DELETE FROM messages WHERE kind = 1");

    assertThat(faults()).extracting(Fault::sentence).anyMatch(s -> s.contains("the tool "));
  }

  @Test
  void a_span_without_its_rows_is_told() throws SQLException {
    damage("DELETE FROM parts WHERE span_id = 2");

    assertThat(faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.span()).isEqualTo(new SpanId(2)));
  }

  @Test
  void a_file_that_cannot_be_read_in_full_is_named() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(data.resolve(WEEK).toFile(), "rw")) {
      int headers = 3 * 4096;
      int block = 1 << 18;
      for (long at = headers + 1000L; at < file.length(); at += block) {
        file.seek(at);
        file.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
      }
    }

    assertThat(faultsOrRefusal()).anyMatch(sentence -> sentence.contains(WEEK));
  }

  @Test
  void damage_of_inputs_is_told_in_whichever_block_it_is() throws IOException {
    Generator random = Generator.seeded(3);
    List<SpanPart> parts = new ArrayList<>();
    for (int span = 1; span <= 100; span++) {
      Span.Builder taking = Parts.span(3, span, Parts.NOW).span().toBuilder();
      taking.input(JsonValue.of(random.words(4_000)));
      parts.add(new SpanPart(SpanPart.Kind.SPAN, 0, Parts.NOW, taking.build(), null));
    }
    append(parts);
    Path week = data.resolve(WEEK);
    byte[] good = Files.readAllBytes(week);
    int block = 1 << 18;
    int told = 0;

    for (int at = 3 * 4096 + block / 2; at < good.length; at += block) {
      byte[] bad = good.clone();
      Arrays.fill(bad, at, at + 8, (byte) ~bad[at]);
      Files.write(week, bad);
      boolean isTold = faultsOrRefusal().stream().anyMatch(sentence -> sentence.contains(WEEK));
      told += isTold ? 1 : 0;

      // Some blocks hold nothing.
      assertThat(isTold || isWhole(parts)).as("block at %d", at).isTrue();
    }
    assertThat(told).isPositive();
  }

  private boolean isWhole(List<SpanPart> parts) {
    try (DuckDbStorage storage = open()) {
      return storage.traces().trace(Parts.PROJECT, Parts.trace(3)).orElseThrow().spans().stream()
          .map(Span::input)
          .toList()
          .containsAll(parts.stream().map(part -> part.span().input()).toList());
    }
  }

  @Test
  void a_damaged_block_of_the_catalog_is_told_though_the_store_opens() throws IOException {
    Generator random = Generator.seeded(3);
    try (DuckDbStorage storage = open()) {
      for (int i = 0; i < 100; i++) {
        storage.feedback().add(feedback(i, random.words(4_000)));
      }
    }
    Parts.damageBlock(data.resolve("catalog.duckdb"));

    assertThat(faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.sentence()).contains("catalog.duckdb"));
  }

  private static Feedback feedback(int number, String comment) {
    return new Feedback(
        "%032x".formatted(number + 1),
        Parts.PROJECT,
        Parts.trace(1),
        null,
        null,
        new Feedback.Verdict(Feedback.Tag.NEGATIVE, null, null, null, comment),
        Feedback.Source.EXPLICIT,
        null,
        null,
        Parts.NOW);
  }

  @Test
  void the_last_of_many_traces_is_checked_too() throws SQLException {
    append(IntStream.rangeClosed(10, 250).mapToObj(trace -> Parts.turn(trace, 1)).toList());
    damage("UPDATE commits SET head = uuid() WHERE trace_id = (SELECT max(trace_id) FROM commits)");

    assertThat(faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.trace()).isEqualTo(Parts.trace(250)));
  }

  @Test
  void the_last_of_many_tool_lists_is_checked_too() throws SQLException {
    List<SpanPart> parts = new ArrayList<>();
    for (int span = 1; span <= 2_100; span++) {
      JsonObject tool = new JsonObject(Map.of("name", JsonValue.of("tool " + span)));
      parts.add(asking(3, span, List.of(tool), "question"));
    }
    append(parts);
    damage(
        "UPDATE messages SET body = '[]' WHERE rowid = (SELECT rowid FROM messages WHERE kind = 2"
            + " ORDER BY scope DESC, id DESC LIMIT 1)");

    assertThat(faults())
        .extracting(Fault::sentence)
        .anyMatch(sentence -> sentence.contains("the tool list"));
  }

  private void append(List<SpanPart> parts) {
    try (DuckDbStorage storage = open()) {
      for (int i = 0; i < parts.size(); i += 500) {
        storage.traces().append(parts.subList(i, Math.min(parts.size(), i + 500))).join();
      }
    }
  }

  private static SpanPart asking(int trace, int span, List<JsonValue> tools, String question) {
    Message asked = Message.text("user", question);
    Exchange exchange = new Exchange(tools, null, List.of(asked), null);
    return Parts.part(SpanPart.Kind.SPAN, trace, span, Parts.NOW, exchange);
  }

  private List<String> faultsOrRefusal() {
    try {
      return faults().stream().map(Fault::sentence).toList();
    } catch (dev.steno.storage.StorageException refused) {
      return List.of(String.valueOf(refused.getMessage()));
    }
  }

  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    try (DuckDbStorage storage = open()) {
      long told = storage.upkeep().verify(new Collecting(faults)).faults();
      assertThat(told).isEqualTo(faults.size());
    }
    return faults;
  }

  private record Collecting(List<Fault> faults) implements Watch {
    @Override
    public void at(double share, String doing) {}

    @Override
    public void broken(Fault fault) {
      faults.add(fault);
    }
  }

  private void damage(String sql) throws SQLException {
    try (Connection file = DriverManager.getConnection("jdbc:duckdb:" + data.resolve(WEEK));
        Statement statement = file.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private DuckDbStorage open() {
    return DuckDbStorage.open(data, DuckDbOptions.defaults(), Clock.systemUTC());
  }
}
