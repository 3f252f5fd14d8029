// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The traces of a store. Thread-safe. */
public interface TraceStore {

  /**
   * Appends parts of spans, of any projects and traces, in any order. A part that was appended
   * before (same project, trace, span, kind and sequence) is dropped and counted.
   *
   * <p>The future completes when the parts are synced to disk, so far as the store is {@link
   * Capability#DURABLE}; it completes exceptionally with a {@link StorageException} if none of them
   * was kept. It never blocks: a full queue is {@link StorageException.Kind#OVERLOADED}.
   */
  CompletableFuture<Appended> append(List<SpanPart> parts);

  /** The traces that a query asks for, latest start first, equal starts by id. */
  Page<TraceSummary> list(TraceQuery query);

  /** The summaries of those of these traces that are there, in no order. */
  List<TraceSummary> summaries(String project, Collection<TraceId> ids);

  /** One trace whole, with its spans assembled; empty if the project has none of that id. */
  Optional<TraceRecord> trace(String project, TraceId id);

  /**
   * These traces whole, in this order, without those that the project does not have. All of them
   * are in memory at once, so ask for few.
   */
  default List<TraceRecord> traces(String project, List<TraceId> ids) {
    return ids.stream().flatMap(id -> trace(project, id).stream()).toList();
  }

  /**
   * The traces of a conversation whole, earliest start first, equal starts by id.
   *
   * @param limit at most so many traces, 1 to 500
   * @param cursor where the last page ended; null for the first page
   */
  Page<TraceRecord> conversation(
      String project, String conversation, int limit, @Nullable String cursor);

  /** The binary content of that hash within a trace's scopes; empty if there is none. */
  Optional<Blob> blob(String project, TraceId id, String sha256);

  /**
   * Deletes a trace, its feedback, and the messages and blobs that no other trace names. All counts
   * are zero if there is no such trace.
   */
  Deleted delete(String project, TraceId id);

  /**
   * What became of appended parts.
   *
   * @param accepted how many were kept
   * @param duplicates how many had been kept before
   */
  record Appended(int accepted, int duplicates) {}

  /** How much a deletion removed. */
  record Deleted(long traces, long spans, long messages, long feedback) {
    /** Nothing was there to delete. */
    public static final Deleted NONE = new Deleted(0, 0, 0, 0);
  }
}
