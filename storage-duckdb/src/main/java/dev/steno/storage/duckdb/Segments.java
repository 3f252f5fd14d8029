// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.storage.StorageException;
import dev.steno.storage.duckdb.directory.CommitLog;
import dev.steno.storage.duckdb.directory.DataDirectory;
import dev.steno.storage.sql.Dialect;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source.Extent;
import dev.steno.storage.sql.Table;
import dev.steno.storage.sql.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of a store, each attached when it is first needed. Thread-safe. */
final class Segments {
  private static final int WEEK_DAYS = 7;
  private final DataDirectory directory;
  private final Engine engine;
  private final Dialect dialect;
  private final Segment catalog;
  private final ConcurrentSkipListSet<LocalDate> weeks;
  private final NavigableMap<LocalDate, Segment> attached = new ConcurrentSkipListMap<>();
  private final Map<Segment, Contents> contents = new ConcurrentHashMap<>();

  Segments(DataDirectory directory, Engine engine, Dialect dialect) {
    this.directory = directory;
    this.engine = engine;
    this.dialect = dialect;
    this.weeks = new ConcurrentSkipListSet<>(directory.weeks());
    // Empty tables, for reads of times from which there is no file.
    create(Schema.SEGMENT, "memory", directory.path());
    this.catalog =
        attach(directory.catalog(), "catalog_file", file -> prepare(file, Schema.CATALOG));
  }

  Segment catalog() {
    return catalog;
  }

  /** The file of a week, which is made if there is none. */
  Segment of(LocalDate week) {
    Segment segment = attached.get(week);
    return segment != null ? segment : attach(week);
  }

  /** The file of a week; empty if there is none. */
  Optional<Segment> existing(LocalDate week) {
    return weeks.contains(week) ? Optional.of(of(week)) : Optional.empty();
  }

  private synchronized Segment attach(LocalDate week) {
    Segment segment = attached.get(week);
    if (segment == null) {
      String name = "week_" + week.toString().replace('-', '_');
      segment =
          attach(
              directory.week(week),
              name,
              file -> {
                prepare(file, Schema.SEGMENT);
                contents.put(file, extent(file));
              });
      attached.put(week, segment);
      weeks.add(week);
    }
    return segment;
  }

  private Contents extent(Segment segment) {
    Contents known = new Contents();
    try {
      engine.query(
          "SELECT count(*), min(time_ns), max(time_ns) FROM "
              + segment.name()
              + "."
              + Schema.PARTS.name(),
          row -> {
            if (row.getLong(1) == 0) {
              known.complete();
            } else {
              known.add(row.getLong(1), row.getLong(2), row.getLong(3));
            }
          });
      return known;
    } catch (SQLException e) {
      throw Failures.executing("Reading " + segment.file(), segment.file(), e);
    }
  }

  /** What is known of an attached file of a week. */
  Contents contents(Segment segment) {
    return contents.getOrDefault(segment, new Contents());
  }

  /** About how much there is in the files that hold rows of these times; null if nothing. */
  @Nullable Extent extent(TimeRange range) {
    return within(range).stream()
        .map(segment -> contents(segment).extent())
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .reduce(Extent::plus)
        .orElse(null);
  }

  /** The files that hold rows of these times. */
  List<Segment> within(TimeRange range) {
    LocalDate first = range.firstDay().minusDays(WEEK_DAYS);
    return weeks.subSet(first, false, range.lastDay(), true).stream().map(this::of).toList();
  }

  /** All files that were attached, the catalog included. */
  Collection<Segment> open() {
    List<Segment> open = new ArrayList<>(attached.values());
    open.add(catalog);
    return open;
  }

  /** What stands after FROM to read a table of a week, of all weeks in a range, or the catalog. */
  String from(Table table, TimeRange range) {
    return Schema.CATALOG.contains(table)
        ? catalog.name() + "." + table.name()
        : from(table, within(range));
  }

  /** The tables of a week each that may hold rows of these traces and times. */
  List<String> tables(Table table, TimeRange range, Collection<TraceId> traces) {
    return tables(
        table,
        within(range).stream().filter(segment -> contents(segment).mayHold(traces)).toList());
  }

  /** The tables of these files. */
  List<String> tables(Table table, List<Segment> segments) {
    return segments.stream().map(segment -> segment.name() + "." + table.name()).toList();
  }

  private static String from(Table table, List<Segment> segments) {
    if (segments.size() == 1) {
      return segments.get(0).name() + "." + table.name();
    }
    return segments.isEmpty()
        ? "memory." + table.name()
        : segments.stream()
            .map(segment -> "SELECT * FROM " + segment.name() + "." + table.name())
            .collect(Collectors.joining(" UNION ALL ", "(", ")"));
  }

  /**
   * Puts the copy of a file in its place; nobody may be reading. Whatever happens, the file's name
   * leads to one or the other whole.
   */
  void replace(Segment segment) {
    detached(
        segment,
        () ->
            Files.move(
                segment.fresh(),
                segment.file(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING));
    attachAgain(segment);
  }

  /** Deletes the file of a week; nobody may be reading. */
  void drop(Segment segment) {
    detached(
        segment,
        () -> {
          Files.delete(segment.file());
          Files.deleteIfExists(CommitLog.mark(segment.file()));
        });
    weeks.removeIf(week -> segment.equals(attached.get(week)));
    attached.values().remove(segment);
  }

  /** Something done to a file that the engine has let go of. */
  private interface Change {
    void run() throws IOException;
  }

  private synchronized void detached(Segment segment, Change change) {
    detach(segment);
    try {
      change.run();
      directory.sync();
    } catch (IOException e) {
      attachAgain(segment);
      throw new StorageException(
          StorageException.Kind.FAILED,
          "The file "
              + segment.file()
              + " cannot be replaced or deleted; make its directory writable, then delete again.",
          e);
    }
  }

  /** Lets go of a file, which is brought up to date: one without a log can be moved and deleted. */
  private void detach(Segment segment) {
    try {
      engine.execute("CHECKPOINT " + segment.name());
      engine.execute("DETACH " + segment.name());
    } catch (SQLException e) {
      throw Failures.executing("Letting go of " + segment.file(), segment.file(), e);
    }
    if (Files.exists(segment.log())) {
      attachAgain(segment);
      throw new StorageException(
          StorageException.Kind.FAILED,
          "The file " + segment.file() + " still has its log; delete again in a minute.");
    }
  }

  private void attachAgain(Segment segment) {
    try {
      engine.attach(segment.file(), segment.name());
    } catch (StorageException e) {
      // The next one who needs it tries again.
      attached.values().remove(segment);
      throw e;
    }
  }

  /** Makes a file with the tables, empty, which is nobody else's. */
  Segment create(Path file, String name, List<Table> tables) {
    return attach(file, name, fresh -> create(tables, name, file));
  }

  /** The first file that cannot be read in full; null if all can. Reads everything. */
  @Nullable Path damaged() {
    for (Segment segment : open()) {
      for (Table table : segment.equals(catalog) ? Schema.CATALOG : Schema.SEGMENT) {
        try {
          engine.execute(
              "SELECT max(hash(t)) FROM " + segment.name() + "." + table.name() + " AS t");
        } catch (SQLException e) {
          return segment.file();
        }
      }
    }
    return null;
  }

  /** Attaches a file and does what else it needs; without that it does not stay attached. */
  private Segment attach(Path file, String name, Consumer<Segment> preparing) {
    Segment segment = new Segment(file, name);
    engine.attach(file, name);
    try {
      preparing.accept(segment);
      return segment;
    } catch (RuntimeException | Error e) {
      // Else the next attempt would fail for being the second, whatever became of the file.
      engine.letGo(name, e);
      throw e;
    }
  }

  private void prepare(Segment segment, List<Table> tables) {
    create(tables, segment.name(), segment.file());
    requireColumns(tables, segment);
    try {
      directory.sync();
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.FAILED,
          "The directory of " + segment.file() + " cannot be synced.",
          e);
    }
  }

  /** A file of something else may have tables of the same names, which stay as they are. */
  private void requireColumns(List<Table> tables, Segment segment) {
    for (Table table : tables) {
      try {
        engine.execute(
            "SELECT " + table.columnNames() + " FROM " + segment.table(table) + " LIMIT 0");
      } catch (SQLException e) {
        throw Failures.preparing(segment.file(), e);
      }
    }
  }

  private void create(List<Table> tables, String name, Path file) {
    try {
      engine.executeTogether(
          tables.stream().map(table -> table.create(name + "." + table.name(), dialect)).toList());
    } catch (SQLException e) {
      throw Failures.preparing(file, e);
    }
  }
}
