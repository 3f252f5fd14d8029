// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a list of traces. Stateless. */
final class TraceQuery {

  private TraceQuery() {}

  /**
   * The parameters.
   *
   * @param words the query as the shell took it apart; one that has blanks left was quoted
   */
  static Map<String, @Nullable String> of(List<String> words) {
    Map<String, @Nullable String> query = new LinkedHashMap<>();
    query.put("q", words.isEmpty() ? null : String.join(" ", words));
    return query;
  }
}
