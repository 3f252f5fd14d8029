// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.storage.sql.RowReader;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import dev.steno.storage.usage.Usage;
import java.util.List;
import java.util.function.Function;

/** Counts what each project has of a file. Stateless. */
public final class UsageReader {

  private UsageReader() {}

  private record Counts(
      String project,
      long traces,
      long spans,
      long messages,
      long blobs,
      long rows,
      long blobBytes) {}

  /**
   * The share of each project, by name.
   *
   * @param tables what stands after FROM for each of the file's tables
   * @param bytes of the file
   */
  public static List<Usage.Share> shares(
      Source.Session session, Function<Table, String> tables, long bytes) {
    List<Counts> counts = session.query(statement(tables), UsageReader::counts);
    long blobs = counts.stream().mapToLong(Counts::blobBytes).sum();
    long rows = Math.max(1, counts.stream().mapToLong(Counts::rows).sum());
    long rest = Math.max(0, bytes - blobs);
    return counts.stream()
        .map(
            each ->
                new Usage.Share(
                    each.project,
                    each.traces,
                    each.spans,
                    each.messages,
                    each.blobs,
                    each.blobBytes + Math.round((double) rest * each.rows / rows)))
        .toList();
  }

  private static Sql statement(Function<Table, String> tables) {
    String commits = tables.apply(Schema.COMMITS);
    String messages = tables.apply(Schema.MESSAGES);
    String blobs = tables.apply(Schema.BLOBS);
    return new Sql("WITH scopes AS MATERIALIZED (SELECT DISTINCT project, scope FROM " + commits)
        .add("),")
        .add("p AS (SELECT project, count(DISTINCT trace_id) AS traces,")
        .add("count(DISTINCT (trace_id, span_id)) AS spans, count(*) AS items FROM")
        .add(tables.apply(Schema.PARTS) + " GROUP BY project),")
        .add("m AS (SELECT project, count(*) AS messages FROM (SELECT DISTINCT scope, id FROM")
        .add(messages + " WHERE " + Schema.NO_TOOL_LIST + ") AS i JOIN scopes")
        .add("ON i.scope = scopes.scope GROUP BY project),")
        .add(
            "b AS (SELECT project, count(*) AS blobs, sum(size) AS size FROM (SELECT scope, sha256,")
        .add("max(octet_length(bytes)) AS size FROM " + blobs + " GROUP BY scope, sha256) AS i")
        .add("JOIN scopes ON i.scope = scopes.scope GROUP BY project)")
        .add("SELECT p.project AS project, traces, spans, coalesce(messages, 0) AS messages,")
        .add("coalesce(blobs, 0) AS blobs, items + coalesce(messages, 0) AS items,")
        .add(
            "CAST(coalesce(size, 0) AS BIGINT) AS size FROM p LEFT JOIN m ON p.project = m.project")
        .add("LEFT JOIN b ON p.project = b.project ORDER BY p.project");
  }

  private static Counts counts(RowReader row) {
    return new Counts(
        row.requiredText("project"),
        row.requiredNumber("traces"),
        row.requiredNumber("spans"),
        row.requiredNumber("messages"),
        row.requiredNumber("blobs"),
        row.requiredNumber("items"),
        row.requiredNumber("size"));
  }
}
