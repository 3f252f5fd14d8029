// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.RandomValues;
import dev.steno.model.Usage;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Failure;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import dev.steno.model.interaction.Response.Raw;
import dev.steno.model.interaction.Timing;
import dev.steno.model.interaction.ToolRun;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Seeded interactions with any subset of their fields, hostile values among them. */
final class RandomInteractions {
  private final RandomValues values;

  RandomInteractions(long seed) {
    values = new RandomValues(seed);
  }

  Interaction interaction() {
    return new Interaction(
        values.text(),
        values.random().nextLong(),
        values.maybe(values::text),
        Instant.ofEpochSecond(values.random().nextLong(1L << 34), values.random().nextInt(1 << 29)),
        duration(),
        values.text(),
        values.text(),
        new Input(
            values.maybe(values::text),
            values.maybe(values::text),
            values.list(this::message),
            values.list(() -> values.object(3)),
            values.object(2)),
        values.maybe(this::response),
        one(Status.values()),
        values.maybe(this::failure),
        values.list(this::attempt),
        values.list(this::toolRun),
        values.list(this::message),
        values.object(3));
  }

  private Response response() {
    return new Response(
        values.random().nextInt(4) == 0 ? message() : answer(),
        values.maybe(values::text),
        values.maybe(values::text),
        values.maybe(values::text),
        values.maybe(this::usage),
        values.maybe(
            () -> BigDecimal.valueOf(values.random().nextLong(), values.random().nextInt(60) - 9)),
        values.maybe(this::duration),
        values.maybe(this::timing),
        values.maybe(
            () ->
                new Raw(
                    values.maybe(this::body),
                    values.maybe(this::body),
                    values.random().nextLong(3))));
  }

  private Message answer() {
    return new Message(
        "assistant",
        values.random().nextBoolean() ? List.of() : List.of(new ContentBlock.Text(values.text())),
        values.maybe(values::text),
        values.list(this::call),
        null,
        null);
  }

  private Message message() {
    return new Message(
        values.text(),
        values.list(this::block),
        values.maybe(values::text),
        values.list(this::call),
        values.maybe(values::text),
        values.maybe(values::text));
  }

  private ContentBlock block() {
    return switch (values.random().nextInt(3)) {
      case 0 -> new ContentBlock.Text(values.text());
      case 1 -> new ContentBlock.Json(values.json(3));
      default -> new Media(Media.Kind.IMAGE, new Media.Url(values.text(), null));
    };
  }

  private ToolCall call() {
    return ToolCall.function(values.maybe(values::text), values.text(), body());
  }

  /** What a body or arguments may be: an object, with or without white space, or any text. */
  private String body() {
    return switch (values.random().nextInt(4)) {
      case 0 -> values.text();
      case 1 -> "{\"a\": 1, \"a\": 2}";
      case 2 -> "{\"cut\":\"o";
      default -> values.object(3).toString();
    };
  }

  private Timing timing() {
    return Timing.of(
        values.list(() -> Duration.ofNanos(values.random().nextInt(1 << 30) / 1000 * 1000L)),
        values.random().nextInt(100));
  }

  private Attempt attempt() {
    return new Attempt(
        values.random().nextInt(),
        one(Attempt.Reason.values()),
        duration(),
        duration(),
        duration(),
        values.maybe(values::text),
        values.maybe(this::usage),
        values.maybe(values::text),
        values.maybe(this::failure));
  }

  private ToolRun toolRun() {
    return new ToolRun(
        values.maybe(values::text),
        values.text(),
        values.text(),
        values.text(),
        values.random().nextBoolean(),
        duration(),
        duration());
  }

  private Failure failure() {
    return new Failure(
        values.text(),
        values.text(),
        values.maybe(values::text),
        values.maybe(() -> values.random().nextInt()));
  }

  private Usage usage() {
    return new Usage(
        values.maybe(this::tokens),
        values.maybe(this::tokens),
        values.maybe(this::tokens),
        values.maybe(this::tokens),
        values.maybe(this::tokens),
        values.object(2));
  }

  private Long tokens() {
    return values.random().nextLong(1L << 40);
  }

  private Duration duration() {
    return Duration.ofNanos(values.random().nextLong(1L << 50));
  }

  private <T> T one(T[] constants) {
    return constants[values.random().nextInt(constants.length)];
  }
}
