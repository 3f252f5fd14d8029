// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.storage.Capability;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.KeyStore;
import dev.steno.storage.Page;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.SettingStore;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.upkeep.Upkeep;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A store that tells once when the first span was accepted. Thread-safe. */
final class FirstSpan implements Storage {
  private final Storage storage;
  private final TraceStore traces;

  FirstSpan(Storage storage, Runnable accepted) {
    this.storage = storage;
    this.traces = new Watched(storage.traces(), accepted);
  }

  @Override
  public TraceStore traces() {
    return traces;
  }

  @Override
  public Analysis analysis() {
    return storage.analysis();
  }

  @Override
  public FeedbackStore feedback() {
    return storage.feedback();
  }

  @Override
  public ProjectStore projects() {
    return storage.projects();
  }

  @Override
  public SettingStore settings() {
    return storage.settings();
  }

  @Override
  public KeyStore keys() {
    return storage.keys();
  }

  @Override
  public Upkeep upkeep() {
    return storage.upkeep();
  }

  @Override
  public boolean supports(Capability capability) {
    return storage.supports(capability);
  }

  @Override
  public void check() {
    storage.check();
  }

  @Override
  public void close() {
    storage.close();
  }

  private record Watched(TraceStore store, Runnable accepted, AtomicBoolean told)
      implements TraceStore {
    Watched(TraceStore store, Runnable accepted) {
      this(store, accepted, new AtomicBoolean());
    }

    @Override
    public CompletableFuture<Appended> append(List<SpanPart> parts) {
      CompletableFuture<Appended> appended = store.append(parts);
      if (told.get()) {
        return appended;
      }
      return appended.whenComplete(
          (done, failed) -> {
            if (failed == null && done.accepted() > 0 && told.compareAndSet(false, true)) {
              accepted.run();
            }
          });
    }

    @Override
    public Page<TraceSummary> list(TraceQuery query) {
      return store.list(query);
    }

    @Override
    public List<TraceSummary> summaries(String project, Collection<TraceId> ids) {
      return store.summaries(project, ids);
    }

    @Override
    public Optional<TraceRecord> trace(String project, TraceId id) {
      return store.trace(project, id);
    }

    @Override
    public List<TraceRecord> traces(String project, List<TraceId> ids) {
      return store.traces(project, ids);
    }

    @Override
    public Page<TraceRecord> conversation(
        String project, String conversation, int limit, @Nullable String cursor) {
      return store.conversation(project, conversation, limit, cursor);
    }

    @Override
    public Optional<Blob> blob(String project, TraceId id, String sha256) {
      return store.blob(project, id, sha256);
    }

    @Override
    public Deleted delete(String project, TraceId id) {
      return store.delete(project, id);
    }
  }
}
