// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.model.SpanPart;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of what went into a span and one of what came out, for lists. Immutable.
 *
 * @param input the last thing a person said; null if nothing is known
 * @param output what was answered; null if nothing is known
 */
public record Preview(@Nullable String input, @Nullable String output) {
  /** The longest preview, in UTF-16 units. */
  public static final int LENGTH = 200;

  /** The preview of a span of which nothing is known. */
  public static final Preview NONE = new Preview(null, null);

  /** The preview of a part. */
  public static Preview of(SpanPart part) {
    String input = text(part.span().input());
    String output = text(part.span().output());
    if (part.exchange() != null) {
      List<Message> messages = part.exchange().messages();
      List<List<Message>> choices = part.exchange().choices();
      input = messages == null ? input : lastOf("user", messages);
      output = choices == null || choices.isEmpty() ? output : lastOf("assistant", choices.get(0));
    }
    return new Preview(line(input), line(output));
  }

  /** This preview with every line that {@code later} knows taken from there. */
  public Preview revisedBy(Preview later) {
    return new Preview(
        later.input != null ? later.input : input, later.output != null ? later.output : output);
  }

  private static @Nullable String lastOf(String role, List<Message> messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).role().equals(role) && !messages.get(i).text().isBlank()) {
        return messages.get(i).text();
      }
    }
    return null;
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return value instanceof JsonString string ? string.value() : null;
  }

  private static @Nullable String line(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String line = text.strip().lines().findFirst().orElse("").strip();
    if (line.length() <= LENGTH) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(LENGTH - 2)) ? LENGTH - 2 : LENGTH - 1;
    return line.substring(0, end) + "…";
  }
}
