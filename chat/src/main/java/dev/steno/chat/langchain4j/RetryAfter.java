// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a provider asks to be left alone (RFC 9110 §10.2.3, and OpenAI's milliseconds). */
final class RetryAfter {
  private static final String DIGITS = "[0-9]{1,9}";

  private RetryAfter() {}

  /** Null if the headers do not say, or not in a form that is known. */
  static @Nullable Duration of(HttpHeaders headers) {
    String millis = headers.firstValue("retry-after-ms").orElse("");
    if (millis.matches(DIGITS)) {
      return Duration.ofMillis(Long.parseLong(millis));
    }
    String after = headers.firstValue("retry-after").orElse("");
    if (after.matches(DIGITS)) {
      return Duration.ofSeconds(Long.parseLong(after));
    }
    // Both dates are the server's, so that its clock may be wrong.
    ZonedDateTime then = date(after);
    ZonedDateTime now = date(headers.firstValue("date").orElse(""));
    if (then == null || now == null) {
      return null;
    }
    Duration wait = Duration.between(now, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable ZonedDateTime date(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
