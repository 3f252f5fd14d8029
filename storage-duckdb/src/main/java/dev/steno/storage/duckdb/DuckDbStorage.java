// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.pricing.Prices;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.KeyStore;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.SettingStore;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.TraceStore;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.duckdb.directory.DataDirectory;
import dev.steno.storage.erasure.ErasureStore;
import dev.steno.storage.sql.FeedbackReader;
import dev.steno.storage.sql.TimeRange;
import dev.steno.storage.sql.TraceReader;
import dev.steno.storage.sql.analysis.AnalysisReader;
import dev.steno.storage.sql.analysis.UsageReader;
import dev.steno.storage.upkeep.Upkeep;
import dev.steno.storage.usage.Usage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * A store in a directory of this machine, on DuckDB: a file for each week of span starts, a
 * catalog, one thread that writes and several that read. Thread-safe. One process at a time has it
 * open.
 */
public final class DuckDbStorage implements Storage {
  private final DuckDbOptions options;
  private final Prices prices;
  private final DataDirectory directory;
  private final Engine engine;
  private final Readers readers;
  private final Room room;
  private final DuckDBConnection connection;
  private final Writer writer;
  private final DuckDbTraces traces;
  private final AnalysisReader analysis;
  private final CatalogStores catalog;
  private final ErasureStore erasures;
  private final DuckDbUpkeep upkeep;
  private boolean closed;

  private DuckDbStorage(
      DataDirectory directory, Engine engine, DuckDbOptions options, Clock clock, Prices prices) {
    DuckDbDialect dialect = new DuckDbDialect();
    Segments segments = new Segments(directory, engine, dialect);
    this.options = options;
    this.prices = prices;
    this.directory = directory;
    this.engine = engine;
    this.readers = new Readers(engine, segments, options.readers());
    this.connection = engine.connect();
    Readers.Reading session = new Readers.Reading(connection, segments);
    Writing writing = new Writing(connection, directory, engine);
    Memory memory = new Memory();
    Catalog shared = new Catalog(segments, writing, memory, session, clock);
    WriteQueue queue = new WriteQueue(options.queuedParts(), options.queuedBytes());
    this.writer =
        new Writer(
            queue,
            new GroupCommit(
                segments, writing, memory, shared, new Memory.Forgotten(memory, session)),
            new Writer.Checkpoints(segments, writing, options.checkpointBytes()),
            () -> new Memory.Window(segments, session, memory).load());
    this.catalog = new CatalogStores(shared, writer, readers);
    this.room = new Room(directory, options.maxDiskBytes());
    TraceReader reader =
        new TraceReader(readers, dialect, new FeedbackReader(), options.windowRows(), clock);
    this.traces = new DuckDbTraces(queue, room, reader, prices);
    Rewriting rewriting = new Rewriting(segments, engine, writing, readers, session);
    Eraser eraser = new Eraser(segments, writing, rewriting, memory, session, reader, clock);
    this.erasures = catalog.erasures(eraser);
    this.upkeep = new DuckDbUpkeep(segments, readers, engine, writer, writing, clock);
    this.analysis = new AnalysisReader(readers, dialect, reader, clock);
    Contents.TraceIndex.load(segments, readers, directory.weeks());
  }

  /** Opens the store in a directory; it calculates costs by the bundled prices. */
  public static DuckDbStorage open(Path directory, DuckDbOptions options, Clock clock) {
    return open(directory, options, clock, Prices.bundled());
  }

  /**
   * Opens the store in a directory, which is made if there is none.
   *
   * @param clock tells whether a span without an end is still running
   * @param prices by which it calculates what calls cost
   * @throws StorageException LOCKED if another process has it open, NEWER_FORMAT, DAMAGED, FULL, or
   *     FAILED if the directory cannot be written
   */
  public static DuckDbStorage open(
      Path directory, DuckDbOptions options, Clock clock, Prices prices) {
    DataDirectory data = DataDirectory.open(directory, Upgrade.FORMAT);
    Engine engine = null;
    try {
      engine = Engine.start(data, options);
      return new DuckDbStorage(data, engine, options, clock, prices);
    } catch (RuntimeException | Error e) {
      if (engine != null) {
        engine.close();
      }
      data.close();
      throw e;
    }
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
    return catalog.feedback();
  }

  @Override
  public ErasureStore erasures() {
    return erasures;
  }

  @Override
  public ProjectStore projects() {
    return catalog.projects();
  }

  @Override
  public KeyStore keys() {
    return catalog.keys();
  }

  @Override
  public SettingStore settings() {
    return catalog.settings();
  }

  @Override
  public Usage usage() {
    return new Usage(readers.reading(DuckDbStorage::weeks), disk());
  }

  private static List<Usage.Week> weeks(Readers.Reading session) {
    return session.segments().within(TimeRange.ALL).stream()
        .map(
            segment -> {
              long bytes = Room.bytesOf(segment);
              return new Usage.Week(
                  segment.week(), bytes, UsageReader.shares(session, segment::table, bytes));
            })
        .toList();
  }

  @Override
  public Usage.Disk disk() {
    return room.disk();
  }

  @Override
  public Prices prices() {
    return prices;
  }

  @Override
  public Upkeep upkeep() {
    return upkeep;
  }

  @Override
  public synchronized void check() {
    if (closed) {
      throw Readers.closed();
    }
    engine.check();
    writer.check();
    room.check();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!writer.close(options.closing())) {
      // The engine must not be taken from under a thread that is still using it.
      throw new StorageException(
          Kind.FAILED,
          "The store was still writing after "
              + options.closing()
              + "; what it had acknowledged is safe, the rest was refused.");
    }
    readers.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw Failures.executing("Closing", null, e);
    } finally {
      engine.close();
      directory.close();
    }
  }
}
