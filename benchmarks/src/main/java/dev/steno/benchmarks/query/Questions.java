// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.query;

import dev.steno.benchmarks.load.Reader;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The questions of a run, about traces that are spread over the last days of the record. Immutable.
 *
 * @param traces one for each repetition
 * @param words one for each repetition, which stands in one message only
 */
record Questions(List<String> traces, List<String> words) {
  static final String TRACE = "whole trace with messages";
  static final String AGGREGATES = "day × model over 7 days";
  static final String SEARCH = "rare word over 7 days";
  private static final String LATEST = "newest 50";
  private static final String ERROR = "newest 50, status:error";
  private static final String MODEL = "newest 50, model:";
  private static final String NAME = "newest 50, name:";
  private static final String USER = "newest 50, user:";

  /** All questions. */
  static final List<String> NAMES =
      List.of(LATEST, ERROR, MODEL, NAME, USER, TRACE, AGGREGATES, SEARCH);

  private static final List<String> TOOLS = List.of("look_up_order", "search_policies", "quote");
  private static final Pattern REFERENCE = Pattern.compile("ref-[0-9a-f]{8}");

  Questions {
    traces = List.copyOf(traces);
    words = List.copyOf(words);
  }

  /**
   * Questions about what a server has.
   *
   * @param within how far back there is something in every part
   */
  static Questions about(URI server, Clock clock, Duration within, int repeats) throws IOException {
    List<String> traces = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      Duration back = within.multipliedBy(i).dividedBy(repeats);
      String before = clock.instant().minus(back).toString();
      String path = "/traces?limit=1&q=" + Reader.encoded("time:<" + before);
      String id = firstTrace(Reader.body(server, path), path);
      traces.add(id);
      words.add(word(Reader.body(server, "/traces/" + id), id));
    }
    return new Questions(traces, words);
  }

  /** The path of the n-th repetition of a question, below {@code /api/v1}. */
  String path(String name, int n) {
    return switch (name) {
      case LATEST -> list("");
      case ERROR -> list("status:error");
      case MODEL -> list(n % 2 == 0 ? "model:example-small" : "model:*large");
      case NAME -> list("name:\"execute_tool " + TOOLS.get(n % 3) + '"');
      case USER -> list("user:user-" + (17 + 31 * n) % 5_000);
      case TRACE -> "/traces/" + traces.get(n);
      case AGGREGATES -> "/aggregates?by=day,model&time=7d";
      case SEARCH -> "/search?time=7d&q=" + words.get(n);
      default -> throw new IllegalArgumentException("name: " + name + " (expected: a question)");
    };
  }

  private static String list(String q) {
    return "/traces?limit=50" + (q.isEmpty() ? "" : "&q=" + Reader.encoded(q));
  }

  private static String firstTrace(String body, String path) throws IOException {
    JsonValue answer = Json.parse(body);
    if (answer instanceof JsonObject object
        && object.get("traces") instanceof JsonArray traces
        && !traces.elements().isEmpty()
        && traces.elements().get(0) instanceof JsonObject trace) {
      return String.valueOf(trace.text("trace_id"));
    }
    throw new IOException(path + ": no trace (expected: one in each of the last days)");
  }

  /** A number that stands in one message only; the last, which is not the conversation's. */
  private static String word(String body, String id) throws IOException {
    Matcher matcher = REFERENCE.matcher(body);
    String found = null;
    while (matcher.find()) {
      found = matcher.group();
    }
    if (found == null) {
      throw new IOException("Trace " + id + " has no number in its texts.");
    }
    return found;
  }
}
