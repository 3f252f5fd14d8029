// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.sql.Erasure;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import dev.steno.storage.sql.TimeRange;
import dev.steno.storage.sql.TraceReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The traces that are to go from each file, in temporary tables of a connection, which hold ids
 * only. For one thread.
 */
final class Doomed implements AutoCloseable {
  private static final DuckDbDialect DIALECT = new DuckDbDialect();
  private final Readers.Reading session;
  private final TraceReader reader;
  private final List<Selection> selections = new ArrayList<>();

  Doomed(Readers.Reading session, TraceReader reader) {
    this.session = session;
    this.reader = reader;
  }

  /** Finds what the selections mean together, and how much it is. */
  Erased count(List<Selection> wanted) {
    selections.clear();
    selections.addAll(wanted);
    List<Segment> segments = session.segments().within(TimeRange.ALL);
    List<Erasure> files = segments.stream().map(this::of).toList();
    choose();
    files.forEach(this::doom);
    if (!files.isEmpty()) {
      session.change(Erasure.forget(files));
    }
    Sql told = new Sql("SELECT count(*) AS items FROM ");
    told.add(session.from(Schema.FEEDBACK, TimeRange.ALL)).add("WHERE");
    Erased feedback = new Erased(0, 0, 0, 0, number(Erasure.feedback(told, selections)));
    return files.isEmpty() ? feedback : feedback.plus(counted(segments, files));
  }

  private Erased counted(List<Segment> segments, List<Erasure> files) {
    long messages = 0;
    long blobs = 0;
    for (Segment segment : segments) {
      if (isIn(segment)) {
        messages += number(of(segment).countUnnamed());
        blobs += number(of(segment).countUnnamedBlobs());
      }
    }
    Erased unnamed = new Erased(0, 0, messages, blobs, 0);
    return session
        .query(
            Erasure.count(files),
            row -> new Erased(row.requiredNumber("traces"), row.requiredNumber("spans"), 0, 0, 0))
        .get(0)
        .plus(unnamed);
  }

  private void choose() {
    create(Erasure.CHOSEN, "project VARCHAR, trace_id UUID");
    create(Erasure.DOOMED, "segment VARCHAR, project VARCHAR, trace_id UUID");
    create(Erasure.GONE, "project VARCHAR, trace_id UUID");
    try (AppenderRow rows = session.appender("temp", Erasure.CHOSEN)) {
      for (Selection selection : selections) {
        traces(selection).forEach(trace -> Erasure.choose(rows, selection.project(), trace));
      }
      rows.flush();
    }
  }

  private List<TraceId> traces(Selection selection) {
    if (selection instanceof Selection.OfTrace one) {
      return List.of(one.trace());
    }
    return selection instanceof Selection.Matching matching
        ? reader.matching(session, matching.project(), matching.filter())
        : List.of();
  }

  private void doom(Erasure file) {
    session.change(file.doomChosen());
    for (Selection selection : selections) {
      if (selection instanceof Selection.Expired expired) {
        session.change(file.doom(expired));
      }
    }
  }

  /** Whether something goes from a file. */
  boolean isIn(Segment segment) {
    return !traces(segment).isEmpty();
  }

  /** Whether everything goes from a file. */
  boolean isAllOf(Segment segment) {
    return number(of(segment).staying()) == 0;
  }

  /** The traces that go from a file. */
  Set<Memory.TraceKey> traces(Segment segment) {
    return new HashSet<>(
        session.query(
            of(segment).traces(),
            row -> new Memory.TraceKey(row.requiredText("project"), Rows.traceId(row))));
  }

  /** The scopes of a file of which something goes. */
  Set<Hash> scopes(Segment segment) {
    return new HashSet<>(session.query(of(segment).scopes(), row -> row.requiredId("scope")));
  }

  /** Selects the rows of a table that stay. */
  Sql staying(Segment segment, Table table, String fresh) {
    if (table.equals(Schema.FEEDBACK)) {
      Sql sql = new Sql("SELECT * FROM " + segment.table(table)).add(" WHERE NOT");
      return Erasure.feedback(sql, selections);
    }
    return Schema.CATALOG.contains(table)
        ? new Sql("SELECT * FROM " + segment.table(table))
        : of(segment).rows(table, copied -> fresh + "." + copied.name());
  }

  private Erasure of(Segment segment) {
    return new Erasure(DIALECT, segment.name(), segment::table);
  }

  private long number(Sql sql) {
    return session.query(sql, row -> row.requiredNumber("items")).get(0);
  }

  private void create(String table, String columns) {
    session.change(new Sql("CREATE OR REPLACE TEMP TABLE " + table + " (" + columns + ")"));
  }

  /** Empties the tables. */
  @Override
  public void close() {
    for (String table : List.of(Erasure.CHOSEN, Erasure.DOOMED, Erasure.GONE)) {
      session.change(new Sql("DROP TABLE IF EXISTS temp." + table));
    }
  }
}
