// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.pricing.Prices;
import dev.steno.storage.Page;
import dev.steno.storage.ProjectStore.Project;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.assembly.Pricing;
import dev.steno.storage.sql.PreparedExchange;
import dev.steno.storage.sql.PreparedPart;
import dev.steno.storage.sql.TraceReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The traces. Thread-safe. */
final class DuckDbTraces implements TraceStore {
  private final WriteQueue queue;
  private final Room room;
  private final TraceReader reader;
  private final Prices prices;
  private final PreparedExchange.KnownItems known = new PreparedExchange.KnownItems();

  DuckDbTraces(WriteQueue queue, Room room, TraceReader reader, Prices prices) {
    this.queue = queue;
    this.room = room;
    this.reader = reader;
    this.prices = prices;
  }

  @Override
  public CompletableFuture<Appended> append(List<SpanPart> parts) {
    try {
      queue.refuseIfFull();
      if (parts.isEmpty()) {
        return CompletableFuture.completedFuture(new Appended(0, 0));
      }
      // Hashing and writing JSON is done here, on as many threads as there are callers.
      List<PreparedPart> prepared = parts.stream().map(this::prepared).toList();
      long bytes = prepared.stream().mapToLong(PreparedPart::bytes).sum();
      room.take(bytes);
      CompletableFuture<Appended> done = new CompletableFuture<>();
      queue.add(new WriteQueue.Append(prepared, bytes, done));
      return done;
    } catch (StorageException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private PreparedPart prepared(SpanPart part) {
    Project.checked(part.span().project());
    return PreparedPart.of(Pricing.priced(part, prices), known);
  }

  @Override
  public Page<TraceSummary> list(TraceQuery query) {
    return reader.list(query);
  }

  @Override
  public List<TraceSummary> summaries(String project, Collection<TraceId> ids) {
    return reader.summaries(project, ids);
  }

  @Override
  public Optional<TraceRecord> trace(String project, TraceId id) {
    return reader.trace(project, id);
  }

  @Override
  public List<TraceRecord> traces(String project, List<TraceId> ids) {
    return reader.traces(project, ids);
  }

  @Override
  public Page<TraceRecord> conversation(
      String project, String conversation, int limit, @Nullable String cursor) {
    return reader.conversation(project, conversation, limit, cursor);
  }

  @Override
  public Optional<Blob> blob(String project, TraceId id, String sha256) {
    return reader.blob(project, id, sha256);
  }
}
