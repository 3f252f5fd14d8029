// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Commit;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceStore.Appended;
import dev.steno.storage.sql.PreparedExchange;
import dev.steno.storage.sql.PreparedExchange.Item;
import dev.steno.storage.sql.PreparedPart;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes several batches with one sync for each week that they touch. For the writer's thread. */
final class GroupCommit {
  private final Segments segments;
  private final Writing writing;
  private final Memory memory;
  private final Catalog catalog;
  private final Memory.Forgotten forgotten;

  GroupCommit(
      Segments segments,
      Writing writing,
      Memory memory,
      Catalog catalog,
      Memory.Forgotten forgotten) {
    this.forgotten = forgotten;
    this.segments = segments;
    this.writing = writing;
    this.memory = memory;
    this.catalog = catalog;
  }

  /** What is to be done for one batch. */
  private static final class Plan {
    private final WriteQueue.Append append;
    private final Set<LocalDate> weeks = new HashSet<>();
    private final List<PreparedPart.Key> fresh = new ArrayList<>();

    private Plan(WriteQueue.Append append) {
      this.append = append;
    }
  }

  /** Writes the batches and completes their futures; throws nothing that concerns a batch. */
  void write(List<WriteQueue.Append> batches) {
    Map<PreparedPart.Key, LocalDate> fresh = new HashMap<>();
    Map<LocalDate, List<PreparedPart>> byWeek = new TreeMap<>();
    List<Plan> plans = new ArrayList<>();
    batches.forEach(batch -> plans.add(plan(batch, fresh, byWeek)));
    Map<LocalDate, StorageException> failures = new HashMap<>();
    Set<PreparedPart.Key> stored = new HashSet<>();
    byWeek.forEach(
        (week, parts) -> {
          try {
            stored.addAll(write(week, parts));
          } catch (StorageException e) {
            failures.put(week, e);
          }
        });
    plans.forEach(plan -> plan.fresh.removeAll(stored));
    plans.forEach(plan -> complete(plan, failures, batches.size() > 1));
  }

  private Plan plan(
      WriteQueue.Append batch,
      Map<PreparedPart.Key, LocalDate> fresh,
      Map<LocalDate, List<PreparedPart>> byWeek) {
    Plan plan = new Plan(batch);
    for (PreparedPart part : batch.parts()) {
      if (memory.knows(part.key())) {
        continue;
      }
      LocalDate earlier = fresh.putIfAbsent(part.key(), part.week());
      if (earlier == null) {
        byWeek.computeIfAbsent(part.week(), week -> new ArrayList<>()).add(part);
        plan.fresh.add(part.key());
      }
      // A duplicate of a part of this group is safe only once that part is.
      plan.weeks.add(earlier == null ? part.week() : earlier);
    }
    return plan;
  }

  private void complete(Plan plan, Map<LocalDate, StorageException> failures, boolean shared) {
    WriteQueue.Append append = plan.append;
    for (LocalDate week : plan.weeks) {
      StorageException failure = failures.get(week);
      if (failure != null) {
        if (shared && failure.kind() == StorageException.Kind.FAILED) {
          // Another batch of the group may be to blame: this one is tried by itself.
          write(List.of(append));
        } else {
          append.fail(failure);
        }
        return;
      }
    }
    int kept = plan.fresh.size();
    append.done().complete(new Appended(kept, append.parts().size() - kept));
  }

  /** Writes the parts of a week and returns those that were there already. */
  private Set<PreparedPart.Key> write(LocalDate week, List<PreparedPart> parts) {
    catalog.ensure(parts.stream().map(part -> part.key().project()).toList());
    Segment segment = segments.of(week);
    Memory.Draft draft = memory.draft();
    Contents contents = segments.contents(segment);
    Set<PreparedPart.Key> stored = forgotten.among(parts, segment, contents, draft);
    stored.forEach(memory::note);
    List<PreparedPart> missing =
        parts.stream().filter(part -> !stored.contains(part.key())).toList();
    if (!missing.isEmpty()) {
      long bytes = missing.stream().mapToLong(PreparedPart::bytes).sum();
      contents.add(missing);
      writing.transaction(
          segment, bytes, transaction -> missing.forEach(part -> write(part, transaction, draft)));
      draft.committed();
    }
    return stored;
  }

  private static void write(
      PreparedPart part, Writing.Transaction transaction, Memory.Draft draft) {
    Rows.part(transaction.rows(Schema.PARTS), part);
    PreparedPart.Key replaced = part.replaced(draft::knows);
    if (replaced != null) {
      Rows.superseded(transaction.rows(Schema.SUPERSEDED), replaced, part);
    }
    draft.note(part.key());
    PreparedExchange exchange = part.exchange();
    if (exchange != null) {
      write(part, exchange, transaction, draft);
    }
  }

  private static void write(
      PreparedPart part,
      PreparedExchange exchange,
      Writing.Transaction transaction,
      Memory.Draft draft) {
    Commit commit = exchange.commit(draft::knows);
    Rows.commit(transaction.rows(Schema.COMMITS), part, exchange.scope(), commit);
    exchange.offers().forEach(draft::note);
    for (Item item : exchange.items()) {
      if (draft.isNew(item.key())) {
        Rows.item(transaction.rows(Schema.MESSAGES), item, part.timeNanos());
      }
    }
    for (Blob blob : exchange.blobs()) {
      if (draft.isNew(new Memory.BlobKey(exchange.scope(), blob.sha256()))) {
        Rows.blob(transaction.rows(Schema.BLOBS), exchange.scope(), blob, part.timeNanos());
      }
    }
  }
}
