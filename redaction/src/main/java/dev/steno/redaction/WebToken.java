// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.redaction.text.Alphabet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token: three pieces of base64, of which the first two begin like objects. It is looked
 * for from the full stop before the second, so that no text is read more than twice. Stateless.
 */
final class WebToken implements Detector {
  private static final String OBJECT = "eyJ";
  private static final int LEAST = 8;
  private static final Alphabet REST = Alphabet.URL64.and(".");

  @Override
  public String triggers() {
    return ".";
  }

  @Override
  public @Nullable Hit at(String text, int at, int floor) {
    if (!text.startsWith(OBJECT, at + 1)) {
      return null;
    }
    int start = at;
    while (start > floor && Alphabet.URL64.has(text.charAt(start - 1))) {
      start--;
    }
    start = text.indexOf(OBJECT, start);
    int body = Alphabet.URL64.end(text, at + 1);
    boolean whole = at - start >= LEAST && body - at > LEAST && text.startsWith(".", body);
    // An unsigned token has nothing after its last full stop.
    return whole ? new Hit(BuiltInRule.JWT, start, REST.end(text, body)) : null;
  }
}
