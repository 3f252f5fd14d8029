// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import dev.steno.storage.FeedbackStore.Added;
import dev.steno.storage.TraceStore.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What happens to everything on its way into a store. Each method hands on as it is what it does
 * not care about. Thread-safe.
 */
public interface Interceptor {

  /** Appends to {@code store}, which see. */
  default CompletableFuture<Appended> append(TraceStore store, List<SpanPart> parts) {
    return store.append(parts);
  }

  /** Adds to {@code store}, which see. */
  default Added add(FeedbackStore store, Feedback feedback) {
    return store.add(feedback);
  }

  /** Puts into {@code store}, which see. */
  default void put(SettingStore store, String project, ProjectSettings settings) {
    store.put(project, settings);
  }

  /** What becomes of a text of that project, for whoever tells it without reading it again. */
  default String kept(String project, String text) {
    return text;
  }
}
