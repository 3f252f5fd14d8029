// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of {@code time:}. Immutable. */
final class TimeRange {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,5})([mhdw])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  /** Times are kept as nanoseconds of 64 bits, which end in 2262. */
  private static final Instant FIRST = Instant.EPOCH;

  private static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

  private final Instant now;

  /** A day or an instant, as the first instant of it and the first after it. */
  private record Moment(Instant first, Instant after) {}

  TimeRange(Instant now) {
    this.now = now;
  }

  Filter filter(QueryToken token) {
    String value = token.value();
    Matcher ago = AGO.matcher(value);
    if (ago.matches()) {
      Duration unit = UNITS.getOrDefault(ago.group(2), Duration.ZERO);
      return new Filter.Started(now.minus(unit.multipliedBy(Long.parseLong(ago.group(1)))), null);
    }
    int dots = value.indexOf("..");
    if (dots >= 0) {
      return range(token, value.substring(0, dots), value.substring(dots + 2));
    }
    if (value.startsWith(">=")) {
      return new Filter.Started(moment(token, value.substring(2)).first(), null);
    }
    if (value.startsWith("<=")) {
      return new Filter.Started(null, moment(token, value.substring(2)).after());
    }
    if (value.startsWith(">")) {
      return new Filter.Started(moment(token, value.substring(1)).after(), null);
    }
    if (value.startsWith("<")) {
      return new Filter.Started(null, moment(token, value.substring(1)).first());
    }
    Moment moment = moment(token, value);
    return new Filter.Started(moment.first(), moment.after());
  }

  private Filter range(QueryToken token, String from, String to) {
    Instant first = from.isEmpty() ? null : moment(token, from).first();
    Instant after = to.isEmpty() ? null : moment(token, to).after();
    if (first == null && after == null) {
      throw token.unexpected("a time before or after the dots");
    }
    if (first != null && after != null && !first.isBefore(after)) {
      throw token.unexpected("a range that ends after it begins");
    }
    return new Filter.Started(first, after);
  }

  private static Moment moment(QueryToken token, String text) {
    Moment moment = read(text);
    if (moment == null) {
      throw token.unexpected(
          "a day such as 2026-11-01, a time such as 2026-11-01T08:30:00Z, or 7d for the last 7 days");
    }
    if (moment.first().isBefore(FIRST) || moment.after().isAfter(LAST)) {
      throw token.unexpected("a time from 1970 to 2261");
    }
    return moment;
  }

  private static @Nullable Moment read(String text) {
    try {
      if (text.indexOf('T') < 0) {
        LocalDate day = LocalDate.parse(text);
        return new Moment(midnight(day), midnight(day.plusDays(1)));
      }
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return new Moment(instant, instant.plusNanos(1));
    } catch (DateTimeException | ArithmeticException notATime) {
      return null;
    }
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
