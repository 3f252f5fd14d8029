// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.sql.CatalogRows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.TimeRange;
import dev.steno.storage.sql.TraceReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes, and keeps the record of it. For the writer's thread but for counting, so that nothing
 * can come to rely on a message that is about to go.
 *
 * <p>A deletion is recorded before its first byte goes and completed after the last one; between
 * the two each file is replaced at once, so that a crash leaves every trace whole or gone from it.
 */
final class Eraser {
  private final Segments segments;
  private final Writing writing;
  private final Rewriting rewriting;
  private final Memory memory;
  private final Readers.Reading session;
  private final TraceReader reader;
  private final Clock clock;

  Eraser(
      Segments segments,
      Writing writing,
      Rewriting rewriting,
      Memory memory,
      Readers.Reading session,
      TraceReader reader,
      Clock clock) {
    this.segments = segments;
    this.writing = writing;
    this.rewriting = rewriting;
    this.memory = memory;
    this.session = session;
    this.reader = reader;
    this.clock = clock;
  }

  /** See {@link dev.steno.storage.erasure.ErasureStore#erase}. */
  List<Deletion> erase(List<Selection> selections, String by) {
    List<Selection> found = new ArrayList<>();
    List<Deletion> deletions = new ArrayList<>();
    long last = CatalogRows.lastDeletion(session);
    for (Selection selection : selections) {
      Erased erased = count(session, selection);
      if (!erased.equals(Erased.NONE)) {
        found.add(selection);
        deletions.add(
            new Deletion(
                last + found.size(),
                selection.kind(),
                selection.project(),
                selection.form(),
                by,
                clock.instant(),
                null,
                erased));
      }
    }
    if (found.isEmpty()) {
      return deletions;
    }
    write(deletions);
    remove(found);
    return finish(deletions);
  }

  /** What a deletion would remove, as far as a connection sees it. */
  Erased count(Readers.Reading connection, Selection selection) {
    try (Doomed doomed = new Doomed(connection, reader)) {
      return doomed.count(List.of(selection));
    }
  }

  private void write(List<Deletion> deletions) {
    writing.transaction(
        segments.catalog(),
        0,
        transaction ->
            deletions.forEach(each -> CatalogRows.write(transaction.rows(Schema.DELETIONS), each)));
  }

  private void remove(List<Selection> selections) {
    try (Doomed doomed = new Doomed(session, reader)) {
      Erased erased = doomed.count(selections);
      for (Segment segment : segments.within(TimeRange.ALL)) {
        if (doomed.isIn(segment)) {
          // Forgotten first: what is forgotten in vain is only written again.
          memory.forget(doomed.traces(segment), doomed.scopes(segment));
          if (doomed.isAllOf(segment)) {
            rewriting.drop(segment);
          } else {
            rewriting.rewrite(segment, Schema.SEGMENT, doomed::staying);
          }
        }
      }
      if (erased.feedback() > 0) {
        rewriting.rewrite(segments.catalog(), Schema.CATALOG, doomed::staying);
      }
    }
  }

  private List<Deletion> finish(List<Deletion> deletions) {
    Instant now = clock.instant();
    String table = segments.catalog().name() + "." + Schema.DELETIONS.name();
    writing.transaction(
        segments.catalog(),
        0,
        transaction ->
            session.change(CatalogRows.finishDeletions(table, deletions.get(0).number(), now)));
    return deletions.stream().map(deletion -> deletion.finished(now)).toList();
  }
}
