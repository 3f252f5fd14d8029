// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import dev.steno.model.TraceId;
import dev.steno.storage.StorageException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a trace in a list: where a page ended. Immutable. A page goes on after it by its
 * start and id, so that traces which arrive in the meantime neither repeat nor hide others.
 *
 * @param start the start of the page's last trace
 * @param traceId the id of the page's last trace
 */
public record Cursor(Instant start, TraceId traceId) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\.([0-9]{9})-([0-9a-f]{32})");

  /**
   * Reads a cursor.
   *
   * @throws StorageException INVALID if {@code text} is not what {@link #text()} makes
   */
  public static Cursor parse(String text) {
    Matcher form = FORM.matcher(text);
    try {
      if (form.matches()) {
        return new Cursor(
            Instant.ofEpochSecond(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))),
            TraceId.of(form.group(3)));
      }
    } catch (IllegalArgumentException zeroId) {
      throw invalid(text, zeroId);
    }
    throw invalid(text, null);
  }

  /** The cursor as text: of letters, digits, '.' and '-'. */
  public String text() {
    return String.format(
        Locale.ROOT, "%d.%09d-%s", start.getEpochSecond(), start.getNano(), traceId.hex());
  }

  private static StorageException invalid(String text, @Nullable Throwable cause) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new StorageException(
        StorageException.Kind.INVALID,
        "cursor: " + shown + " (expected: the next of an earlier page, unchanged)",
        cause);
  }
}
