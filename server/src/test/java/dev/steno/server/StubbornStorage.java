// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.KeyStore;
import dev.steno.storage.Page;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.SettingStore;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.storage.upkeep.Upkeep;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A store in memory that fails, or takes its time, when it is told to. Thread-safe. */
final class StubbornStorage implements Storage, TraceStore {
  private final MemoryStorage memory = new MemoryStorage(Clock.systemUTC());
  private volatile StorageException.@Nullable Kind failing;
  private volatile @Nullable CompletableFuture<Void> gate;
  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  /** From now on everything fails so. */
  void failWith(StorageException.Kind kind) {
    failing = kind;
  }

  /** From now on appends wait for the future. */
  CompletableFuture<Void> hold() {
    CompletableFuture<Void> held = new CompletableFuture<>();
    gate = held;
    return held;
  }

  /** Completes when the first append was asked for. */
  CompletableFuture<Void> asked() {
    return asked;
  }

  @Override
  public CompletableFuture<Appended> append(List<SpanPart> parts) {
    asked.complete(null);
    StorageException.Kind kind = failing;
    if (kind != null) {
      return CompletableFuture.failedFuture(failure(kind));
    }
    CompletableFuture<Void> held = gate;
    return held == null
        ? memory.traces().append(parts)
        : held.thenCompose(open -> memory.traces().append(parts));
  }

  @Override
  public Page<TraceSummary> list(TraceQuery query) {
    check();
    return memory.traces().list(query);
  }

  @Override
  public List<TraceSummary> summaries(String project, Collection<TraceId> ids) {
    return memory.traces().summaries(project, ids);
  }

  @Override
  public Optional<TraceRecord> trace(String project, TraceId id) {
    check();
    return memory.traces().trace(project, id);
  }

  @Override
  public Page<TraceRecord> conversation(
      String project, String conversation, int limit, @Nullable String cursor) {
    return memory.traces().conversation(project, conversation, limit, cursor);
  }

  @Override
  public Optional<Blob> blob(String project, TraceId id, String sha256) {
    return memory.traces().blob(project, id, sha256);
  }

  @Override
  public Deleted delete(String project, TraceId id) {
    return memory.traces().delete(project, id);
  }

  @Override
  public TraceStore traces() {
    return this;
  }

  @Override
  public Analysis analysis() {
    return memory.analysis();
  }

  @Override
  public FeedbackStore feedback() {
    return memory.feedback();
  }

  @Override
  public ProjectStore projects() {
    return memory.projects();
  }

  @Override
  public Upkeep upkeep() {
    return memory.upkeep();
  }

  @Override
  public KeyStore keys() {
    return memory.keys();
  }

  @Override
  public SettingStore settings() {
    return memory.settings();
  }

  @Override
  public void check() {
    StorageException.Kind kind = failing;
    if (kind != null) {
      throw failure(kind);
    }
  }

  @Override
  public void close() {
    memory.close();
  }

  private static StorageException failure(StorageException.Kind kind) {
    return new StorageException(kind, "/secret/path/of/the/store is " + kind);
  }
}
