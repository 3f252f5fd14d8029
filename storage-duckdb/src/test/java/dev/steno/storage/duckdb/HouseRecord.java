// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.Dropped;
import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.storage.KeyStore;
import dev.steno.storage.KeyStore.StoredKey;
import dev.steno.storage.Storage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in the data directory that the first program made, {@code format-1.zip} beside this
 * class's resources; its README says how it was made. As a program it makes such a directory.
 */
final class HouseRecord {
  static final Instant NOW = Parts.NOW;
  static final Instant WEEK_BEFORE = NOW.minus(Duration.ofDays(7));
  static final String PICTURE_SHA256 =
      "4b4c1537b4cfe7d8663d5ebc8f02b9f1ec9f2617c4d9218970ae0f031b89a98a";
  static final StoredKey KEY =
      new StoredKey("key1", "ab".repeat(32), "shop", KeyStore.Scope.READ, "house", NOW);

  private HouseRecord() {}

  /**
   * Makes the directory: the week before is closed, this week is left in its log by a program that
   * ends without closing.
   */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    Clock clock = Clock.fixed(NOW.plusSeconds(3600), ZoneOffset.UTC);
    try (Storage storage = DuckDbStorage.open(directory, DuckDbOptions.defaults(), clock)) {
      writeWeekBefore(storage);
    }
    Storage storage = DuckDbStorage.open(directory, DuckDbOptions.defaults(), clock);
    writeThisWeek(storage);
    Runtime.getRuntime().halt(0);
  }

  static void writeWeekBefore(Storage storage) {
    storage
        .traces()
        .append(List.of(Parts.part(SpanPart.Kind.START, 1, 9, WEEK_BEFORE, null)))
        .join();
    storage.traces().append(List.of(whole(), late(), withBlob())).join();
    storage.keys().add(KEY);
  }

  static void writeThisWeek(Storage storage) {
    for (int turn = 1; turn <= 5; turn++) {
      storage.traces().append(List.of(Parts.turn(2, turn))).join();
    }
    storage.feedback().add(feedback());
  }

  /** A span with every field filled. */
  private static SpanPart whole() {
    JsonObject some =
        new JsonObject(Map.of("n", new JsonNumber("1.50"), "s", JsonValue.of("é \ud800")));
    Span span =
        Span.builder(Parts.PROJECT, Parts.trace(1), new SpanId(1))
            .parentId(new SpanId(9))
            .type(SpanType.GENERATION)
            .name("chat")
            .kind("CLIENT")
            .status(SpanStatus.ERROR)
            .statusMessage("rate limit")
            .errorType("RateLimitError")
            .start(WEEK_BEFORE)
            .end(WEEK_BEFORE.plusMillis(1234))
            .input(some)
            .output(JsonValue.of("out"))
            .attributes(some)
            .events(List.of(new SpanEvent("retry", WEEK_BEFORE, some)))
            .grouping(new Grouping("c1", "s1", "u1", "web", "production"))
            .agent("support")
            .tool(new ToolUse("look_up", "call_1", "function", null))
            .generation(generation())
            .dropped(new Dropped(1, 2, 3, 4))
            .flags(Set.of("sampled"))
            .build();
    return new SpanPart(SpanPart.Kind.SPAN, 0, NOW, span, null);
  }

  private static Generation generation() {
    return Generation.builder()
        .provider("example")
        .requestModel("example-large")
        .responseId("resp_1")
        .parameters(new JsonObject(Map.of("temperature", new JsonNumber("0.70"))))
        .finishReasons(List.of("stop"))
        .timeToFirstToken(Duration.ofMillis(412))
        .usage(new Usage(10L, 20L, null, 7L, 3L, new JsonObject(Map.of("input", JsonValue.of(30)))))
        .cost(new BigDecimal("0.0123450"))
        .build();
  }

  /** What a log record says of that span later: two choices, and tools. */
  private static SpanPart late() {
    Exchange exchange =
        new Exchange(
            List.of(new JsonObject(Map.of("name", JsonValue.of("look_up")))),
            List.of(Message.text("system", "Be brief.")),
            List.of(Message.text("user", "Where is my parcel?")),
            List.of(
                List.of(Message.text("assistant", "On its way.")),
                List.of(Message.text("assistant", "شحنتك في الطريق"))));
    Span span =
        Span.builder(Parts.PROJECT, Parts.trace(1), new SpanId(1)).start(WEEK_BEFORE).build();
    return new SpanPart(SpanPart.Kind.CONTENT, 77, NOW, span, exchange);
  }

  private static SpanPart withBlob() {
    byte[] picture = new byte[3000];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (byte) (i * 31);
    }
    String data = Base64.getEncoder().encodeToString(picture);
    Message message =
        new Message(
            "user",
            List.of(new Media(Media.Kind.IMAGE, new Media.Base64(data, "image/png"))),
            null,
            List.of(),
            null,
            null);
    Exchange exchange = new Exchange(null, null, List.of(message), null);
    return Parts.part(SpanPart.Kind.SPAN, 3, 1, WEEK_BEFORE, exchange);
  }

  private static Feedback feedback() {
    return new Feedback(
        "0".repeat(31) + "1",
        Parts.PROJECT,
        Parts.trace(2),
        new SpanId(5),
        "relevance",
        new Feedback.Verdict(Feedback.Tag.NEGATIVE, new BigDecimal("0.25"), null, null, "not it"),
        Feedback.Source.EXPLICIT,
        "kim",
        "once",
        NOW);
  }
}
