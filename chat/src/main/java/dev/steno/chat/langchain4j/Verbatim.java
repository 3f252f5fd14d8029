// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.steno.chat.provider.Secrets;
import dev.steno.model.interaction.Response.Raw;

/** Keeps the bodies of a request and its answer up to a limit, keys masked. Thread-safe. */
final class Verbatim {
  private final int limit;
  private final Secrets secrets;
  private final StringBuilder request = new StringBuilder();
  private final StringBuilder response = new StringBuilder();
  private long cut;

  Verbatim(int limit, Secrets secrets) {
    this.limit = limit;
    this.secrets = secrets;
  }

  synchronized void request(String body) {
    append(request, body);
  }

  /** A body, or one of a stream's events, each in a line of its own. */
  synchronized void response(String body) {
    if (response.length() > 0) {
      append(response, "\n");
    }
    append(response, body);
  }

  private void append(StringBuilder to, String text) {
    String masked = String.valueOf(secrets.masked(text));
    int kept = Math.min(masked.length(), limit - to.length());
    if (kept > 0 && kept < masked.length() && Character.isHighSurrogate(masked.charAt(kept - 1))) {
      kept--;
    }
    to.append(masked, 0, kept);
    cut += masked.length() - kept;
  }

  synchronized Raw raw() {
    return new Raw(
        request.length() == 0 ? null : request.toString(),
        response.length() == 0 ? null : response.toString(),
        cut);
  }
}
