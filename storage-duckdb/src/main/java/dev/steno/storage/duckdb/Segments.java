// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.storage.StorageException;
import dev.steno.storage.duckdb.directory.DataDirectory;
import dev.steno.storage.sql.Dialect;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source.Extent;
import dev.steno.storage.sql.Table;
import dev.steno.storage.sql.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
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
    this.catalog = attach(directory.catalog(), "catalog_file", Schema.CATALOG);
  }

  Segment catalog() {
    return catalog;
  }

  /** The file of a week, which is made if there is none. */
  Segment of(LocalDate week) {
    Segment segment = attached.get(week);
    return segment != null ? segment : attach(week);
  }

  private synchronized Segment attach(LocalDate week) {
    Segment segment = attached.get(week);
    if (segment == null) {
      String name = "week_" + week.toString().replace('-', '_');
      segment = attach(directory.week(week), name, Schema.SEGMENT);
      contents.put(segment, extent(segment));
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

  private Segment attach(Path file, String name, List<Table> tables) {
    engine.attach(file, name);
    create(tables, name, file);
    try {
      directory.sync();
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.FAILED, "The directory of " + file + " cannot be synced.", e);
    }
    return new Segment(file, name);
  }

  private void create(List<Table> tables, String name, Path file) {
    try {
      engine.executeTogether(
          tables.stream().map(table -> table.create(name + "." + table.name(), dialect)).toList());
    } catch (SQLException e) {
      throw Failures.executing("Making the tables of " + file, file, e);
    }
  }
}
