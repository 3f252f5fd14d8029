// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.content;

import dev.steno.model.json.JsonValue.JsonString;

/**
 * An object as it is written down. Immutable.
 *
 * @param text plain text, or JSON
 * @param json true if the text is JSON
 * @param cut how many characters were left out since the text was too long
 * @param omitted how many values were left out since the text was too long
 * @param foreign true if something in it could not be written but by its {@code toString}, if that
 */
public record Content(String text, boolean json, long cut, long omitted, boolean foreign) {

  /**
   * The content of an object: text stays text; everything else is JSON: numbers, maps, lists,
   * arrays, records and beans by their getters. Never throws, whatever the object does.
   *
   * @param longest how many characters it may have, about
   */
  public static Content of(Object value, int longest) {
    if (value instanceof String text) {
      return text(text, longest);
    }
    if (value instanceof JsonString string) {
      return text(string.value(), longest);
    }
    if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
      return text(SafeText.of(value), longest);
    }
    ObjectJson json = new ObjectJson(longest);
    json.write(value);
    if (json.isOnlyText()) {
      return new Content(json.onlyText(), false, json.cut(), 0, json.foreign());
    }
    return new Content(json.text(), true, json.cut(), json.omitted(), json.foreign());
  }

  private static Content text(String text, int longest) {
    String kept = SafeText.cut(text, longest);
    return new Content(kept, false, text.length() - kept.length(), 0, false);
  }
}
