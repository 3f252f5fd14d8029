// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.TraceStore.Deleted;
import dev.steno.storage.sql.Dialect;
import dev.steno.storage.sql.Erasure;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import dev.steno.storage.sql.TimeRange;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes traces. For the writer's thread, so that nothing can come to rely on a message that is
 * about to go.
 */
final class Eraser {
  private final Segments segments;
  private final Writing writing;
  private final Memory memory;
  private final Dialect dialect;
  private final Readers.Reading session;

  Eraser(
      Segments segments, Writing writing, Memory memory, Dialect dialect, Readers.Reading session) {
    this.segments = segments;
    this.writing = writing;
    this.memory = memory;
    this.dialect = dialect;
    this.session = session;
  }

  /** Deletes a trace, its feedback, and what no other trace names. */
  Deleted delete(String project, TraceId trace) {
    long spans = countSpans(project, trace);
    if (spans == 0) {
      return Deleted.NONE;
    }
    Set<Hash> scopes = new HashSet<>();
    long messages = 0;
    for (Segment segment : segments.within(TimeRange.ALL)) {
      messages += delete(segment, project, trace, scopes);
    }
    memory.forget(project, trace, scopes);
    return new Deleted(1, spans, messages, deleteFeedback(project, trace));
  }

  private long countSpans(String project, TraceId trace) {
    String parts = segments.from(Schema.PARTS, TimeRange.ALL);
    return session
        .query(Erasure.countSpans(parts, project, trace), row -> row.requiredNumber("spans"))
        .get(0);
  }

  private long delete(Segment segment, String project, TraceId trace, Set<Hash> all) {
    List<Hash> scopes =
        session.query(
            Erasure.scopes(name(segment, Schema.COMMITS), project, trace),
            row -> row.requiredId("scope"));
    all.addAll(scopes);
    long[] messages = {0};
    writing.transaction(
        segment,
        0,
        transaction -> {
          for (Table table : List.of(Schema.COMMITS, Schema.PARTS, Schema.SUPERSEDED)) {
            update(Erasure.rows(name(segment, table), project, trace));
          }
          if (!scopes.isEmpty()) {
            messages[0] = deleteUnnamed(segment, scopes);
          }
        });
    return messages[0];
  }

  private long deleteUnnamed(Segment segment, List<Hash> scopes) {
    String messages = name(segment, Schema.MESSAGES);
    String commits = name(segment, Schema.COMMITS);
    long count =
        session
            .query(
                Erasure.countUnnamed(dialect, messages, commits, scopes),
                row -> row.requiredNumber("items"))
            .get(0);
    update(Erasure.unnamedItems(dialect, messages, commits, scopes));
    update(Erasure.unnamedBlobs(dialect, name(segment, Schema.BLOBS), messages, scopes));
    return count;
  }

  private long deleteFeedback(String project, TraceId trace) {
    long[] feedback = {0};
    Segment catalog = segments.catalog();
    writing.transaction(
        catalog,
        0,
        transaction ->
            feedback[0] = update(Erasure.rows(name(catalog, Schema.FEEDBACK), project, trace)));
    return feedback[0];
  }

  private static String name(Segment segment, Table table) {
    return segment.name() + "." + table.name();
  }

  private long update(Sql sql) {
    try {
      return session.update(sql);
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }
}
