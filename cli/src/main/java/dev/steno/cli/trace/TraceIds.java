// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the trace that a person means: by its id, by the beginning of it, or the latest. Stateless.
 */
public final class TraceIds {
  private static final int LOOKED_AT = 500;
  private static final Pattern WHOLE = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern BEGINNING = Pattern.compile("[0-9a-fA-F]{4,31}");

  private TraceIds() {}

  /** The id of the latest trace. */
  public static String latest(Rest rest) {
    List<String> ids = ids(rest, 1);
    if (ids.isEmpty()) {
      throw new Failure(
          Failure.Code.NOT_FOUND, "there are no traces yet: send one, or start 'steno demo'.");
    }
    return ids.get(0);
  }

  /** The whole id; a beginning is looked for among the latest traces. */
  public static String find(Rest rest, String given) {
    if (WHOLE.matcher(given).matches()) {
      return given.toLowerCase(Locale.ROOT);
    }
    if (!BEGINNING.matcher(given).matches()) {
      throw new Failure(
          Failure.Code.USAGE,
          "trace: "
              + Cells.fit(Cells.line(given), 40)
              + " (expected: 32 hex digits, or the first 4 or more of a recent trace).");
    }
    String beginning = given.toLowerCase(Locale.ROOT);
    List<String> found = beginningWith(rest, beginning);
    if (found.isEmpty()) {
      throw new Failure(
          Failure.Code.NOT_FOUND,
          "trace: none of the latest " + LOOKED_AT + " begins with " + beginning + ".");
    }
    if (found.size() > 1) {
      throw new Failure(
          Failure.Code.USAGE,
          "trace: "
              + beginning
              + " begins "
              + found.size()
              + " ids, such as "
              + found.get(0)
              + " and "
              + found.get(1)
              + " (expected: more digits).");
    }
    return found.get(0);
  }

  /** Those of the latest traces whose ids begin so, in lower case. */
  public static List<String> beginningWith(Rest rest, String beginning) {
    return ids(rest, LOOKED_AT).stream().filter(id -> id.startsWith(beginning)).toList();
  }

  private static List<String> ids(Rest rest, int limit) {
    return rest
        .get("/traces", Map.of("limit", Integer.toString(limit)))
        .node()
        .each("traces")
        .stream()
        .map(trace -> trace.text("trace_id", ""))
        .toList();
  }
}
