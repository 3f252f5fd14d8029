// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.transfer;

import dev.steno.codec.CodecException;
import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Json;
import dev.steno.codec.OtlpTraceJson;
import dev.steno.codec.Times;
import dev.steno.model.Feedback;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.otlp.Decoded;
import dev.steno.otlp.Encoding;
import dev.steno.otlp.OtlpDecoder;
import dev.steno.otlp.OtlpException;
import dev.steno.otlp.RequestContext;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes lines of exports into a store, through the same append as every door. Thread-safe; blocks.
 *
 * <p>What the store has already is passed over by span and by feedback id, so that an import that
 * was interrupted is simply run again.
 */
public final class Importer {
  /** So many parts are appended at once; less than any queue holds. */
  private static final int PARTS = 500;

  private final Storage storage;
  private final Clock clock;
  private final Consumer<List<SpanPart>> changed;
  private final OtlpDecoder decoder = new OtlpDecoder();

  /**
   * An import into a store.
   *
   * @param changed hears of the parts that were taken
   */
  public Importer(Storage storage, Clock clock, Consumer<List<SpanPart>> changed) {
    this.storage = storage;
    this.clock = clock;
    this.changed = changed;
  }

  /** What a line holds. */
  private record Line(List<SpanPart> parts, List<Feedback> feedback) {}

  /**
   * Takes lines, each by itself: one that is malformed is counted and named, and costs no other.
   *
   * @param project the one project that everything goes to
   * @param lines UTF-8 with line feeds; empty lines are passed over
   * @throws StorageException if the store refuses; what was taken before stays
   */
  public Imported read(String project, byte[] lines) {
    Imported.Count count = new Imported.Count();
    Known known = new Known(project);
    int number = 0;
    for (int from = 0; from < lines.length; ) {
      int to = from;
      while (to < lines.length && lines[to] != '\n') {
        to++;
      }
      number++;
      read(known, Arrays.copyOfRange(lines, from, to), number, count);
      from = to + 1;
    }
    return count.total();
  }

  private void read(Known known, byte[] text, int number, Imported.Count count) {
    if (isBlank(text)) {
      return;
    }
    count.lines++;
    try {
      keep(known, line(known.project, text), count);
    } catch (CodecException | OtlpException | IllegalArgumentException e) {
      count.reject(number, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isBlank(byte[] text) {
    for (byte b : text) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private Line line(String project, byte[] text) {
    JsonValue json = Json.parse(text);
    if (json instanceof JsonObject object && object.get("trace_id") != null) {
      ExportedTrace trace = ExportedTrace.fromJson(project, object);
      return new Line(trace.parts(), trace.feedback());
    }
    if (json instanceof JsonObject object && object.get("resourceSpans") != null) {
      Decoded decoded =
          decoder.traces(text, Encoding.JSON, new RequestContext(project, arrival(object)));
      if (decoded.rejected() > 0) {
        throw new IllegalArgumentException(
            decoded.rejected() + " spans cannot be read: " + decoded.message());
      }
      return new Line(decoded.parts(), decoded.feedback());
    }
    throw new IllegalArgumentException(
        "neither a trace nor spans (expected: an object with trace_id or resourceSpans)");
  }

  /** When a span arrived whose times do not tell; only here is the sender believed in this. */
  private Instant arrival(JsonObject request) {
    String filed = request.text(OtlpTraceJson.FILED);
    Instant now = clock.instant();
    Instant told = filed == null ? now : Times.parse(filed);
    return told.isAfter(now) ? now : told;
  }

  private void keep(Known known, Line line, Imported.Count count) {
    List<SpanPart> fresh =
        line.parts().stream().filter(part -> !known.spansOf(part).contains(id(part))).toList();
    for (int i = 0; i < fresh.size(); i += PARTS) {
      append(fresh.subList(i, Math.min(fresh.size(), i + PARTS)), count);
    }
    fresh.forEach(part -> known.spansOf(part).add(id(part)));
    count.duplicates += line.parts().size() - fresh.size();
    for (Feedback feedback : line.feedback()) {
      if (known.judgementsOn(feedback.traceId()).contains(feedback.id())
          || !storage.feedback().add(feedback).isNew()) {
        count.duplicates++;
      } else {
        count.feedback++;
        known.judgementsOn(feedback.traceId()).add(feedback.id());
      }
    }
  }

  private void append(List<SpanPart> parts, Imported.Count count) {
    try {
      var appended = storage.traces().append(parts).join();
      count.spans += appended.accepted();
      count.duplicates += appended.duplicates();
      changed.accept(parts);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StorageException refused ? refused : e;
    }
  }

  private static SpanId id(SpanPart part) {
    return part.span().spanId();
  }

  /** What the store has of the traces that were named so far, each read once. For one thread. */
  private final class Known {
    private final String project;
    private final Map<TraceId, Set<SpanId>> spans = new HashMap<>();
    private final Map<TraceId, Set<String>> judgements = new HashMap<>();

    Known(String project) {
      this.project = project;
    }

    Set<SpanId> spansOf(SpanPart part) {
      return spans.computeIfAbsent(
          part.span().traceId(),
          trace ->
              storage.analysis().outline(project, trace).stream()
                  .map(stored -> stored.span().spanId())
                  .collect(Collectors.toCollection(HashSet::new)));
    }

    Set<String> judgementsOn(TraceId trace) {
      return judgements.computeIfAbsent(
          trace,
          id ->
              storage.feedback().of(project, id).stream()
                  .map(Feedback::id)
                  .collect(Collectors.toCollection(HashSet::new)));
    }
  }
}
