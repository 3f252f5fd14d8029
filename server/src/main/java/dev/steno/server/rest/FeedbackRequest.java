// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import dev.steno.model.Feedback;
import dev.steno.model.Feedback.Source;
import dev.steno.model.Feedback.Tag;
import dev.steno.model.Feedback.Verdict;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.server.http.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of a feedback that someone gives, checked field by field. For one thread. */
final class FeedbackRequest {
  private static final List<String> KNOWN =
      List.of(
          "trace_id",
          "span_id",
          "name",
          "tag",
          "score",
          "label",
          "outcome",
          "comment",
          "source",
          "author",
          "idempotency_key");
  private static final Map<String, Tag> TAGS =
      Map.of(
          "POSITIVE", Tag.POSITIVE,
          "NEGATIVE", Tag.NEGATIVE,
          "NEUTRAL", Tag.NEUTRAL,
          "THUMBS_UP", Tag.POSITIVE,
          "THUMBS_DOWN", Tag.NEGATIVE);
  private static final int SHORT = 1_000;
  private static final int LONG = 100_000;

  private final JsonObject json;

  FeedbackRequest(JsonObject json) {
    this.json = json;
  }

  Feedback read(String id, String project, Instant now) {
    for (String name : json.members().keySet()) {
      if (!KNOWN.contains(name)) {
        throw Refusal.invalid(
            RestCall.shortened(name)
                + ": is not known (expected: "
                + String.join(", ", KNOWN)
                + ")");
      }
    }
    String trace = text("trace_id", SHORT);
    if (trace == null) {
      throw Refusal.invalid("trace_id: absent (expected: 32 hex digits)");
    }
    String span = text("span_id", SHORT);
    return new Feedback(
        id,
        project,
        RestCall.ids(() -> TraceId.of(trace)),
        span == null ? null : RestCall.ids(() -> SpanId.of(span)),
        text("name", SHORT),
        verdict(),
        source(),
        text("author", SHORT),
        text("idempotency_key", SHORT),
        now);
  }

  private Verdict verdict() {
    Tag tag = tag();
    BigDecimal score = score();
    String label = text("label", SHORT);
    String outcome = text("outcome", SHORT);
    String comment = text("comment", LONG);
    return RestCall.ids(() -> new Verdict(tag, score, label, outcome, comment));
  }

  private @Nullable Tag tag() {
    String text = text("tag", SHORT);
    if (text == null) {
      return null;
    }
    Tag tag = TAGS.get(text.toUpperCase(Locale.ROOT));
    if (tag == null) {
      throw Refusal.invalid(
          "tag: " + RestCall.shortened(text) + " (expected: POSITIVE, NEGATIVE or NEUTRAL)");
    }
    return tag;
  }

  private Source source() {
    String text = text("source", SHORT);
    if (text == null) {
      return Source.EXPLICIT;
    }
    for (Source source : Source.values()) {
      if (source.name().equals(text.toUpperCase(Locale.ROOT))) {
        return source;
      }
    }
    throw Refusal.invalid(
        "source: " + RestCall.shortened(text) + " (expected: EXPLICIT, IMPLICIT or EVALUATOR)");
  }

  private @Nullable BigDecimal score() {
    JsonValue value = json.get("score");
    if (value == null || value.equals(JsonValue.NULL)) {
      return null;
    }
    if (value instanceof JsonNumber number && number.lexeme().length() <= 40) {
      BigDecimal score = decimal(number.lexeme());
      if (score != null && Math.abs((long) score.scale()) <= 40) {
        return score;
      }
    }
    throw Refusal.invalid(
        "score: "
            + RestCall.shortened(value.toString())
            + " (expected: a number of at most 40 digits)");
  }

  private static @Nullable BigDecimal decimal(String lexeme) {
    try {
      return new BigDecimal(lexeme);
    } catch (NumberFormatException e) {
      // An exponent beyond an int is a JSON number but no decimal.
      return null;
    }
  }

  /** The text of a member; null if it is absent, null or blank. */
  private @Nullable String text(String name, int longest) {
    JsonValue value = json.get(name);
    if (value == null || value.equals(JsonValue.NULL)) {
      return null;
    }
    if (!(value instanceof JsonString string)) {
      throw Refusal.invalid(
          name + ": " + RestCall.shortened(value.toString()) + " (expected: a string)");
    }
    if (string.value().length() > longest) {
      throw Refusal.invalid(
          name
              + ": "
              + string.value().length()
              + " characters (expected: at most "
              + longest
              + ")");
    }
    return string.value().isBlank() ? null : string.value();
  }
}
