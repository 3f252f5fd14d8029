// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.StorageException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a hit in a search: latest first, at equal times messages before spans, then by id.
 * Immutable.
 *
 * @param time of the hit
 * @param key {@code m} and the id of a message, or {@code s} and the ids of trace and span
 */
public record SearchCursor(Instant time, String key) implements Comparable<SearchCursor> {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12})\\.([0-9]{9})-(m[0-9a-f]{32}|s[0-9a-f]{48})");

  private static final Comparator<SearchCursor> ORDER =
      Comparator.comparing(SearchCursor::time).reversed().thenComparing(SearchCursor::key);

  /** The place of a message. */
  public static SearchCursor of(Instant time, Hash message) {
    return new SearchCursor(time, "m" + message.hex());
  }

  /** The place of a span. */
  public static SearchCursor of(Instant time, TraceId trace, SpanId span) {
    return new SearchCursor(time, "s" + trace.hex() + span.hex());
  }

  /**
   * Reads a cursor.
   *
   * @throws StorageException INVALID if {@code text} is not what {@link #text()} makes
   */
  public static SearchCursor parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new StorageException(
          StorageException.Kind.INVALID,
          "cursor: "
              + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
              + " (expected: the next of an earlier page, unchanged)");
    }
    return new SearchCursor(
        Instant.ofEpochSecond(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))),
        form.group(3));
  }

  /** The cursor as text: of letters, digits, '.' and '-'. */
  public String text() {
    return String.format(Locale.ROOT, "%d.%09d-%s", time.getEpochSecond(), time.getNano(), key);
  }

  @Override
  public int compareTo(SearchCursor other) {
    return ORDER.compare(this, other);
  }
}
