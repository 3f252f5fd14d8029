// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.storage.Capability;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.KeyStore;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.SettingStore;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceStore;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.upkeep.Upkeep;
import java.time.Clock;

/**
 * A store in memory, without bounds: what it holds is gone when it is closed. Thread-safe. One lock
 * guards all of it, and every list looks at every trace.
 */
public final class MemoryStorage implements Storage {
  private final Open open = new Open();
  private final MemoryProjects projects;
  private final MemoryFeedback feedback;
  private final MemoryTraces traces;
  private final MemoryAnalysis analysis;
  private final MemoryKeys keys;
  private final MemorySettings settings;

  /**
   * An empty store.
   *
   * @param clock tells whether a span without an end is still running
   */
  public MemoryStorage(Clock clock) {
    projects = new MemoryProjects(open, clock);
    feedback = new MemoryFeedback(open, projects);
    traces = new MemoryTraces(open, clock, projects, feedback);
    analysis = new MemoryAnalysis(open, traces);
    keys = new MemoryKeys(open);
    settings = new MemorySettings(open);
  }

  @Override
  public TraceStore traces() {
    return traces;
  }

  @Override
  public Analysis analysis() {
    return analysis;
  }

  @Override
  public FeedbackStore feedback() {
    return feedback;
  }

  @Override
  public ProjectStore projects() {
    return projects;
  }

  @Override
  public KeyStore keys() {
    return keys;
  }

  @Override
  public SettingStore settings() {
    return settings;
  }

  @Override
  public Upkeep upkeep() {
    return new MemoryUpkeep(open, traces);
  }

  /** False for all: nothing is kept, and each store is one of its own. */
  @Override
  public boolean supports(Capability capability) {
    return false;
  }

  @Override
  public void check() {
    open.run(() -> true);
  }

  @Override
  public void close() {
    open.close();
  }
}
