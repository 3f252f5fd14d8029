// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.query.Filter;
import dev.steno.storage.tck.files.Remains;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a deletion no file holds a byte of what was deleted, in any encoding. */
class ErasureIT {
  private static final int OTHERS = 3_000;

  /** Where something is planted, each with a sentence of its own. */
  private static final List<String> PLACES =
      List.of(
          "message",
          "arguments",
          "answer",
          "toollist",
          "name",
          "attribute",
          "event",
          "error",
          "input",
          "output",
          "user",
          "conversation",
          "session",
          "blob",
          "comment",
          "idempotency");

  @TempDir Path temporary;
  private final String marker = UUID.randomUUID().toString().replace("-", "");
  private Path data;

  @BeforeEach
  void nameDirectory() {
    data = temporary.resolve("data");
  }

  @Test
  void leaves_nothing_of_a_trace_in_any_file() throws Exception {
    try (DuckDbStorage storage = open()) {
      plant(storage);
    }
    assertThat(Remains.find(data, sentences()).keySet()).containsExactlyElementsOf(sentences());
    try (DuckDbStorage storage = open()) {
      Erased erased = Parts.delete(storage, 1);

      assertThat(erased).isEqualTo(new Erased(1, 2, 3, 1, 1));
      assertThat(Remains.find(data, sentences())).isEmpty();
      assertOthersAreWhole(storage);
    }
    assertThat(Remains.find(data, sentences())).isEmpty();
  }

  @Test
  void leaves_nothing_in_the_log_of_what_was_never_checkpointed() throws Exception {
    try (DuckDbStorage storage = open()) {
      plant(storage);
      assertThat(Remains.find(data, sentences()).keySet()).containsExactlyElementsOf(sentences());

      storage
          .erasures()
          .erase(
              new Selection.Matching(
                  Parts.PROJECT, new Filter.Matches(Filter.Field.USER, sentence("user"))),
              "tester");

      assertThat(Remains.find(data, sentences())).isEmpty();
      assertOthersAreWhole(storage);
    }
    assertThat(Remains.find(data, sentences())).isEmpty();
  }

  @Test
  void drops_the_file_of_a_week_of_which_nothing_stays() throws Exception {
    try (DuckDbStorage storage = open()) {
      plant(storage);
      storage
          .erasures()
          .erase(
              new Selection.Expired(Parts.PROJECT, Parts.NOW.plus(Duration.ofDays(30))),
              "retention");

      assertThat(data.toFile().list()).noneMatch(name -> name.startsWith("week-"));
      assertThat(Remains.find(data, sentences())).isEmpty();
    }
  }

  /** The search would show nothing anywhere if it could not read what the engine writes. */
  @Test
  void finds_each_of_many_sentences_however_the_engine_compresses_them() throws Exception {
    Random random = new Random(5);
    Set<String> planted = new TreeSet<>();
    try (DuckDbStorage storage = open()) {
      for (int batch = 0; batch < 4; batch++) {
        List<SpanPart> parts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
          String secret = i % 50 == 0 ? "sentence" + random.nextLong() : "";
          if (!secret.isEmpty()) {
            planted.add(secret);
          }
          parts.add(
              new SpanPart(
                  SpanPart.Kind.SPAN,
                  0,
                  Parts.NOW,
                  other(batch * 1_000 + i).input(JsonValue.of(words(random, 300) + secret)).build(),
                  null));
        }
        storage.traces().append(parts).join();
      }
    }

    Map<String, Set<String>> found = Remains.find(data, planted);

    assertThat(found.keySet()).containsExactlyElementsOf(planted);
    assertThat(found.values()).allMatch(where -> where.contains("zstd week-2026-11-02.duckdb"));
  }

  @Test
  void plants_in_every_compression_that_the_engine_chooses_for_texts() throws Exception {
    try (DuckDbStorage storage = open()) {
      plant(storage);
    }

    Map<String, Set<String>> found = Remains.find(data, sentences());
    assertThat(compressions()).containsExactly("DICT_FSST", "ZSTD");
    assertThat(found.get(sentence("message"))).anyMatch(where -> where.startsWith("zstd"));
    assertThat(found.get(sentence("user"))).anyMatch(where -> !where.startsWith("zstd"));
  }

  /** What this store did once: the test of the test. */
  @Test
  void would_find_what_the_engine_leaves_of_rows_that_are_only_deleted() throws Exception {
    try (DuckDbStorage storage = open()) {
      plant(storage);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + data.resolve("week-2026-11-02.duckdb") + "' AS w");
      statement.execute("DELETE FROM w.parts WHERE trace_id = '" + Parts.trace(1).hex() + "'");
      statement.execute("DELETE FROM w.messages WHERE contains(body, '" + marker + "')");
      statement.execute("CHECKPOINT w");
    }

    assertThat(Remains.find(data.resolve("week-2026-11-02.duckdb"), sentences()))
        .containsKeys(sentence("message"), sentence("arguments"), sentence("user"));
  }

  private void plant(DuckDbStorage storage) {
    storage.traces().append(List.of(secretCall(), secretTool())).join();
    storage.feedback().add(feedback());
    for (int i = 0; i < OTHERS; i += 1_000) {
      List<SpanPart> parts = new ArrayList<>();
      for (int j = i; j < i + 1_000; j++) {
        parts.add(
            new SpanPart(
                SpanPart.Kind.SPAN,
                0,
                Parts.NOW,
                other(j).build(),
                new Exchange(
                    null,
                    null,
                    List.of(Message.text("user", "question " + j)),
                    List.of(List.of(Message.text("assistant", "answer " + j))))));
      }
      storage.traces().append(parts).join();
    }
  }

  private static Span.Builder other(int number) {
    Instant start = Parts.NOW.plusMillis(number);
    return Span.builder(Parts.PROJECT, Parts.trace(10 + number), new SpanId(1))
        .type(SpanType.GENERATION)
        .name("step of kind " + number % 500)
        .grouping(
            new Grouping(
                "conversation-" + number, "session-" + number, "user-" + number, null, null))
        .start(start)
        .end(start.plusSeconds(1));
  }

  private SpanPart secretCall() {
    String image =
        Base64.getEncoder()
            .encodeToString((sentence("blob") + " ").repeat(50).getBytes(StandardCharsets.UTF_8));
    Message asked =
        new Message(
            "user",
            List.of(
                new ContentBlock.Text(sentence("message")),
                new Media(Media.Kind.IMAGE, new Media.Base64(image, "image/png"))),
            null,
            List.of(),
            null,
            null);
    JsonObject tool =
        new JsonObject(
            Map.of("name", JsonValue.of("f"), "description", JsonValue.of(sentence("toollist"))));
    Exchange exchange =
        new Exchange(
            List.of(tool),
            null,
            List.of(asked),
            List.of(List.of(Message.text("assistant", sentence("answer")))));
    return part(secret(1), exchange);
  }

  private SpanPart secretTool() {
    JsonObject arguments = new JsonObject(Map.of("q", JsonValue.of(sentence("arguments"))));
    Span.Builder span =
        secret(2)
            .type(SpanType.TOOL)
            .name(sentence("name"))
            .status(SpanStatus.ERROR)
            .statusMessage(sentence("error"))
            .input(arguments)
            .output(JsonValue.of(sentence("input") + sentence("output")))
            .attributes(new JsonObject(Map.of("a", JsonValue.of(sentence("attribute")))))
            .events(
                List.of(
                    new SpanEvent(
                        "e",
                        Parts.NOW,
                        new JsonObject(Map.of("b", JsonValue.of(sentence("event")))))));
    return part(span, null);
  }

  private Span.Builder secret(int span) {
    return Span.builder(Parts.PROJECT, Parts.trace(1), new SpanId(span))
        .type(SpanType.GENERATION)
        .name("call")
        .grouping(
            new Grouping(
                sentence("conversation"), sentence("session"), sentence("user"), null, null))
        .start(Parts.NOW)
        .end(Parts.NOW.plusSeconds(1));
  }

  private static SpanPart part(Span.Builder span, Exchange exchange) {
    return new SpanPart(SpanPart.Kind.SPAN, 0, Parts.NOW, span.build(), exchange);
  }

  private Feedback feedback() {
    return new Feedback(
        "0".repeat(32),
        Parts.PROJECT,
        Parts.trace(1),
        null,
        null,
        new Feedback.Verdict(Feedback.Tag.NEGATIVE, null, null, null, sentence("comment")),
        Feedback.Source.EXPLICIT,
        null,
        sentence("idempotency"),
        Parts.NOW);
  }

  private String sentence(String place) {
    return "secret-" + place + "-" + marker;
  }

  private List<String> sentences() {
    return PLACES.stream().map(this::sentence).sorted().toList();
  }

  private void assertOthersAreWhole(DuckDbStorage storage) {
    assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(1))).isEmpty();
    for (int i = 0; i < OTHERS; i += 307) {
      assertThat(
              storage.traces().trace(Parts.PROJECT, Parts.trace(10 + i)).orElseThrow().messages())
          .hasSize(2);
    }
  }

  private Set<String> compressions() throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + data.resolve("week-2026-11-02.duckdb") + "' AS w (READ_ONLY)");
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT DISTINCT compression FROM pragma_storage_info('w.parts')"
                  + " WHERE segment_type = 'VARCHAR'")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("word").append(random.nextInt(5_000)).append(' ');
    }
    return text.toString();
  }

  private DuckDbStorage open() throws IOException {
    return DuckDbStorage.open(data, DuckDbOptions.defaults(), Clock.systemUTC());
  }
}
