// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.transfer;

import dev.steno.codec.CodecException;
import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Json;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.storage.Page;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.query.Filter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the traces of a project as lines, latest start first, equal starts by id. Immutable and
 * thread-safe; a few traces at a time are in memory. A trace that is still growing is written as it
 * is when its turn comes; one that begins later than the export is not in it.
 */
public final class Exporter {
  /** So many traces are read at once. */
  private static final int FEW = 16;

  private final TraceStore store;
  private final ExportFormat format;

  /** An export in a format. */
  public Exporter(TraceStore store, ExportFormat format) {
    this.store = store;
    this.format = format;
  }

  /** Writes the traces that meet the filter. */
  public void write(String project, Filter filter, OutputStream out) throws IOException {
    String cursor = null;
    do {
      Page<TraceSummary> page =
          store.list(new TraceQuery(project, filter, TraceQuery.MAX_LIMIT, cursor));
      List<TraceSummary> items = page.items();
      for (int i = 0; i < items.size(); i += FEW) {
        write(project, items.subList(i, Math.min(items.size(), i + FEW)), out);
      }
      cursor = page.next();
    } while (cursor != null);
  }

  private void write(String project, List<TraceSummary> some, OutputStream out) throws IOException {
    Map<TraceId, Instant> starts =
        some.stream().collect(Collectors.toMap(TraceSummary::traceId, TraceSummary::start));
    List<TraceId> ids = some.stream().map(TraceSummary::traceId).toList();
    for (TraceRecord trace : store.traces(project, ids)) {
      Instant start = starts.get(trace.traceId());
      if (start != null) {
        write(exported(trace, start), out);
      }
    }
  }

  /** A trace that cannot be written for it is broken becomes a line that says so. */
  private void write(ExportedTrace trace, OutputStream out) throws IOException {
    try {
      format.write(trace, out);
    } catch (CodecException e) {
      Map<String, JsonValue> broken = new LinkedHashMap<>();
      broken.put("broken_trace_id", JsonValue.of(trace.traceId().hex()));
      broken.put("error", JsonValue.of(String.valueOf(e.getMessage())));
      out.write(Json.writeBytes(new JsonObject(broken)));
      out.write('\n');
    }
  }

  private ExportedTrace exported(TraceRecord trace, Instant start) {
    return new ExportedTrace(
        trace.traceId(),
        start,
        trace.spans(),
        trace.commits(),
        new TreeMap<>(trace.messages()),
        new TreeMap<>(trace.tools()),
        blobs(trace),
        trace.feedback());
  }

  /** A blob that is not there is left out: the reference to it says that it was. */
  private SortedMap<String, Blob> blobs(TraceRecord trace) {
    SortedMap<String, Blob> blobs = new TreeMap<>();
    for (String sha256 : references(trace.messages().values())) {
      store
          .blob(trace.project(), trace.traceId(), sha256)
          .ifPresent(blob -> blobs.put(sha256, blob));
    }
    return blobs;
  }

  private static List<String> references(Iterable<Message> messages) {
    List<String> references = new ArrayList<>();
    for (Message message : messages) {
      message.content().stream()
          .filter(Media.class::isInstance)
          .map(block -> ((Media) block).source())
          .filter(Media.Blob.class::isInstance)
          .forEach(blob -> references.add(((Media.Blob) blob).sha256()));
    }
    return references;
  }
}
