// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.pricing.Prices;
import dev.steno.storage.Capability;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.KeyStore;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.SettingStore;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceStore;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.erasure.ErasureStore;
import dev.steno.storage.upkeep.Upkeep;
import dev.steno.storage.usage.Usage;
import java.time.Clock;

/**
 * A store in memory, without bounds: what it holds is gone when it is closed. Thread-safe. One lock
 * guards all of it, and every list looks at every trace.
 */
public final class MemoryStorage implements Storage {
  private final Open open = new Open();
  private final Prices prices;
  private final MemoryProjects projects;
  private final MemoryFeedback feedback;
  private final MemoryTraces traces;
  private final MemoryAnalysis analysis;
  private final MemoryErasures erasures;
  private final MemoryKeys keys;
  private final MemorySettings settings;

  /** An empty store that calculates costs by the bundled prices. */
  public MemoryStorage(Clock clock) {
    this(clock, Prices.bundled());
  }

  /**
   * An empty store.
   *
   * @param clock tells whether a span without an end is still running
   * @param prices by which it calculates what calls cost
   */
  public MemoryStorage(Clock clock, Prices prices) {
    this.prices = prices;
    projects = new MemoryProjects(open, clock);
    feedback = new MemoryFeedback(open, projects);
    traces = new MemoryTraces(open, clock, prices, projects, feedback);
    analysis = new MemoryAnalysis(open, traces);
    erasures = new MemoryErasures(open, clock, traces);
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
  public ErasureStore erasures() {
    return erasures;
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
  public Usage usage() {
    return new Usage(open.run(traces::weeks), Usage.Disk.NONE);
  }

  @Override
  public Prices prices() {
    return prices;
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
