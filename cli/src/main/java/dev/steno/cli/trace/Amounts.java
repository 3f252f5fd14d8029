// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.json.Node;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them. Stateless. */
final class Amounts {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH);

  private Amounts() {}

  static String duration(@Nullable Double millis) {
    if (millis == null) {
      return "";
    }
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    if (millis < 999.5) {
      return Math.round(millis) + " ms";
    }
    if (millis < 59_995) {
      return String.format(Locale.ROOT, "%.2f s", millis / 1000);
    }
    long seconds = Math.round(millis / 1000);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d m %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d m", seconds / 3600, seconds / 60 % 60);
  }

  /** Input and output tokens; "" if neither is known. */
  static String tokens(Node usage) {
    Double input = usage.number("input_tokens");
    Double output = usage.number("output_tokens");
    return input == null && output == null ? "" : count(input) + " → " + count(output);
  }

  /** Such as {@code $0.0012 calculated}; "" if the cost is unknown. */
  static String cost(Node document) {
    String cost = document.text("cost");
    String source = document.text("cost_source");
    return cost == null ? "" : "$" + cost + (source == null ? "" : " " + source);
  }

  /** Of an estimate: such as 940, 11.2k or 3.4M. */
  static String roughly(double count) {
    if (count < 1000) {
      return String.valueOf(Math.round(count));
    }
    return count < 999_950
        ? String.format(Locale.ROOT, "%.1fk", count / 1e3)
        : String.format(Locale.ROOT, "%.1fM", count / 1e6);
  }

  /** Of a count that may be unknown. */
  static String count(@Nullable Double count) {
    return count == null ? "?" : String.format(Locale.ROOT, "%,d", Math.round(count));
  }

  /** The time of day if it was today, else with the day. */
  static String when(@Nullable String time, Instant now, ZoneId zone) {
    ZonedDateTime local = local(time, zone);
    if (local == null) {
      return "";
    }
    boolean today = local.toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? CLOCK : DAY).format(local);
  }

  static String whole(@Nullable String time, ZoneId zone) {
    ZonedDateTime local = local(time, zone);
    return local == null ? "" : WHOLE.format(local);
  }

  private static @Nullable ZonedDateTime local(@Nullable String time, ZoneId zone) {
    try {
      return time == null ? null : Instant.parse(time).atZone(zone);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
