// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Chain;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a part is filed. Immutable.
 *
 * <p>A time before {@link #EARLIEST} or more than {@link #AHEAD} after the arrival is not believed:
 * the part is filed by its arrival and its span flagged {@value #CLOCK}, so that no client's clock
 * can make weeks at will. The times that the span states stay as they are.
 *
 * @param span the part's span, with the flag if it is due
 * @param time the time by which the part is filed
 * @param start the span's start if it is believable, else the arrival; null if the part has none
 * @param end the span's end likewise
 * @param week the Monday, in UTC, of the week of {@code time}
 * @param scope the unit within which messages are stored once, 32 hex digits: one for each project,
 *     conversation (trace, where the part knows of no conversation) and week
 */
public record Placement(
    Span span,
    Instant time,
    @Nullable Instant start,
    @Nullable Instant end,
    LocalDate week,
    String scope) {

  /** The earliest time that is believed. */
  public static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  /** How far after the arrival a time is believed. */
  public static final Duration AHEAD = Duration.ofDays(1);

  /** The flag of a span whose start or end is not believed. */
  public static final String CLOCK = "clock";

  /** Where {@code part} is filed. */
  public static Placement of(SpanPart part) {
    Span span = part.span();
    Instant start = believed(span.start(), part.arrival());
    Instant end = believed(span.end(), part.arrival());
    Instant time = start != null ? start : end != null ? end : part.arrival();
    boolean asStated = same(start, span.start()) && same(end, span.end());
    LocalDate week = week(time);
    return new Placement(
        asStated ? span : flagged(span), time, start, end, week, scope(span, week));
  }

  /** The Monday, in UTC, of the week of {@code time}. */
  public static LocalDate week(Instant time) {
    return time.atZone(ZoneOffset.UTC)
        .toLocalDate()
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private static @Nullable Instant believed(@Nullable Instant time, Instant arrival) {
    if (time == null) {
      return null;
    }
    return time.isBefore(EARLIEST) || time.isAfter(arrival.plus(AHEAD)) ? arrival : time;
  }

  private static boolean same(@Nullable Instant one, @Nullable Instant other) {
    return one == null ? other == null : one.equals(other);
  }

  private static Span flagged(Span span) {
    Set<String> flags = new TreeSet<>(span.flags());
    flags.add(CLOCK);
    return span.toBuilder().flags(flags).build();
  }

  private static String scope(Span span, LocalDate week) {
    String conversation = span.grouping().conversation();
    JsonValue group =
        conversation != null
            ? JsonValue.of(conversation)
            : new JsonArray(List.of(JsonValue.of(span.traceId().hex())));
    // A hash, since a conversation's id may be long and hold anything.
    return Chain.id(
            new JsonArray(
                List.of(JsonValue.of(span.project()), group, JsonValue.of(week.toString()))))
        .hex();
  }
}
