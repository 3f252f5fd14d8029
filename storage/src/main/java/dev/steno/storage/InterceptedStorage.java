// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.upkeep.Upkeep;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A store with something in front of it that everything passes. Thread-safe. */
public final class InterceptedStorage implements Storage {
  private final Storage storage;
  private final Interceptor interceptor;
  private final TraceStore traces;
  private final FeedbackStore feedback;
  private final SettingStore settings;

  /** {@code storage} behind {@code interceptor}; closing this closes it. */
  public InterceptedStorage(Storage storage, Interceptor interceptor) {
    this.storage = storage;
    this.interceptor = interceptor;
    traces = new Traces(storage.traces(), interceptor);
    feedback = new GivenFeedback(storage.feedback(), interceptor);
    settings = new Settings(storage.settings(), interceptor);
  }

  @Override
  public TraceStore traces() {
    return traces;
  }

  @Override
  public FeedbackStore feedback() {
    return feedback;
  }

  @Override
  public ProjectStore projects() {
    return storage.projects();
  }

  @Override
  public KeyStore keys() {
    return storage.keys();
  }

  @Override
  public SettingStore settings() {
    return settings;
  }

  @Override
  public Analysis analysis() {
    return storage.analysis();
  }

  @Override
  public Upkeep upkeep() {
    return storage.upkeep();
  }

  @Override
  public String kept(String project, String text) {
    return interceptor.kept(project, storage.kept(project, text));
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

  private record Settings(SettingStore store, Interceptor interceptor) implements SettingStore {
    @Override
    public Map<String, ProjectSettings> all() {
      return store.all();
    }

    @Override
    public void put(String project, ProjectSettings settings) {
      interceptor.put(store, project, settings);
    }
  }

  private record GivenFeedback(FeedbackStore store, Interceptor interceptor)
      implements FeedbackStore {
    @Override
    public Added add(Feedback feedback) {
      return interceptor.add(store, feedback);
    }

    @Override
    public List<Feedback> of(String project, TraceId id) {
      return store.of(project, id);
    }
  }

  private record Traces(TraceStore store, Interceptor interceptor) implements TraceStore {
    @Override
    public CompletableFuture<Appended> append(List<SpanPart> parts) {
      return interceptor.append(store, parts);
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
