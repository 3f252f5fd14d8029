// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.TraceId;
import dev.steno.storage.erasure.Selection;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements that find what is to be deleted from files, and copy the rest. Stateless.
 *
 * <p>What goes from a file goes by trace: a commit may rely on earlier ones of its trace in the
 * same file, and on nothing else. The traces stand in {@code doomed} (segment, project, trace_id);
 * those of which nothing stays also in {@code gone} (project, trace_id).
 */
public final class Erasure {
  /** Holds the traces that were asked for by name. */
  public static final String CHOSEN = "chosen";

  /** Holds the traces to go from each file. */
  public static final String DOOMED = "doomed";

  /** Holds the traces of which nothing stays. */
  public static final String GONE = "gone";

  private static final String STAYS =
      "(scope NOT IN (SELECT scope FROM touched) OR (scope, id) IN (SELECT (scope, id) FROM named))";

  private final Dialect dialect;
  private final String segment;
  private final Function<Table, String> tables;
  private final String doomed;

  /**
   * Statements on a file.
   *
   * @param segment the file's name, as it stands in {@value #DOOMED}
   * @param tables what stands after FROM for each of the file's tables
   */
  public Erasure(Dialect dialect, String segment, Function<Table, String> tables) {
    this.dialect = dialect;
    this.segment = segment;
    this.tables = tables;
    this.doomed =
        "(project, trace_id) IN (SELECT project, trace_id FROM "
            + DOOMED
            + " WHERE segment = '"
            + segment
            + "')";
  }

  /** Notes a trace in {@value #CHOSEN}. */
  public static void choose(RowWriter row, String project, TraceId trace) {
    row.text(project);
    row.id(Columns.id(trace));
    row.end();
  }

  /** Notes the traces of the file that were chosen. */
  public Sql doomChosen() {
    return new Sql(doom())
        .add("WHERE (project, trace_id) IN (SELECT project, trace_id FROM " + CHOSEN + ")");
  }

  /** Notes the traces that have to go from the file by their age. */
  public Sql doom(Selection.Expired expired) {
    return new Sql(doom())
        .add("WHERE project = :project GROUP BY project, trace_id HAVING max(time_ns) < :before")
        .set("project", expired.project())
        .set("before", Times.nanos(expired.before()));
  }

  private String doom() {
    return "INSERT INTO "
        + DOOMED
        + " SELECT DISTINCT '"
        + segment
        + "', project, trace_id FROM "
        + tables.apply(Schema.PARTS)
        + " ";
  }

  /** Notes the traces of which nothing stays in any of these files, one or more. */
  public static Sql forget(Collection<Erasure> files) {
    return new Sql("INSERT INTO " + GONE)
        .add(" SELECT DISTINCT project, trace_id FROM " + DOOMED)
        .add("WHERE (project, trace_id) NOT IN (SELECT (project, trace_id) FROM")
        .add(union(files, false) + " WHERE trace_id IN (SELECT trace_id FROM " + DOOMED + "))");
  }

  /** Selects {@code traces} and {@code spans} that go from these files, one or more. */
  public static Sql count(Collection<Erasure> files) {
    return new Sql("SELECT count(DISTINCT (project, trace_id)) AS traces, ")
        .add("count(DISTINCT (project, trace_id, span_id)) AS spans FROM " + union(files, true));
  }

  private static String union(Collection<Erasure> files, boolean doomed) {
    return files.stream()
        .map(
            file ->
                "SELECT project, trace_id, span_id FROM "
                    + file.tables.apply(Schema.PARTS)
                    + (doomed ? " WHERE " : " WHERE NOT ")
                    + file.doomed)
        .collect(Collectors.joining(" UNION ALL ", "(", ")"));
  }

  /** Selects each {@code trace_id} that goes from the file, with its {@code project}. */
  public Sql traces() {
    return new Sql("SELECT DISTINCT project, trace_id FROM " + DOOMED)
        .add(" WHERE segment = '" + segment + "'");
  }

  /** Selects {@code items}: 0 if nothing of the file stays. */
  public Sql staying() {
    return new Sql("SELECT count(*) AS items FROM ")
        .add(tables.apply(Schema.PARTS))
        .add("WHERE NOT " + doomed);
  }

  /** Selects each {@code scope} of which something goes. */
  public Sql scopes() {
    return new Sql(scopesText());
  }

  /** Selects {@code items}, the messages and tools that nothing names once the doomed are gone. */
  public Sql countUnnamed() {
    return new Sql(named())
        .add("SELECT count(*) AS items FROM (SELECT DISTINCT scope, id FROM")
        .add(tables.apply(Schema.MESSAGES))
        .add("WHERE kind <> " + Kinds.TOOL_LIST + " AND NOT " + STAYS + ")");
  }

  /** Selects {@code items}, the blobs that nothing names once the doomed are gone. */
  public Sql countUnnamedBlobs() {
    return new Sql(named())
        .add(", stay AS (SELECT * FROM " + tables.apply(Schema.MESSAGES) + " WHERE " + STAYS + ")")
        .add("SELECT count(*) AS items FROM (SELECT DISTINCT scope, sha256 FROM")
        .add(tables.apply(Schema.BLOBS) + " AS b WHERE NOT " + blobStays("stay") + ")");
  }

  /**
   * Selects the rows of a table of the file that stay.
   *
   * @param copied what stands after FROM for the tables that were copied before: parts and messages
   */
  public Sql rows(Table table, Function<Table, String> copied) {
    String from = tables.apply(table);
    if (table.equals(Schema.PARTS)
        || table.equals(Schema.COMMITS)
        || table.equals(Schema.SUPERSEDED)) {
      return new Sql("SELECT * FROM " + from + " WHERE NOT " + doomed);
    }
    if (table.equals(Schema.MESSAGES)) {
      return new Sql(named()).add("SELECT * FROM " + from + " WHERE " + STAYS);
    }
    return new Sql("WITH touched AS (" + scopesText() + ")")
        .add("SELECT * FROM " + from + " AS b WHERE " + blobStays(copied.apply(Schema.MESSAGES)));
  }

  /** Adds the condition on feedback that goes. */
  public static Sql feedback(Sql sql, Collection<? extends Selection> selections) {
    String old =
        selections.stream()
            .filter(Selection.Expired.class::isInstance)
            .map(Selection.Expired.class::cast)
            .map(
                expired ->
                    " OR (project = "
                        + sql.value(expired.project())
                        + " AND time_ns < "
                        + sql.value(Times.nanos(expired.before()))
                        + ")")
            .collect(Collectors.joining());
    return sql.add(
        "((project, trace_id) IN (SELECT project, trace_id FROM " + GONE + ")" + old + ")");
  }

  private String scopesText() {
    return "SELECT DISTINCT scope FROM " + tables.apply(Schema.COMMITS) + " WHERE " + doomed;
  }

  /** What the remaining commits of the scopes that are touched name. */
  private String named() {
    String lists = "SELECT scope, tools AS id FROM kept WHERE tools IS NOT NULL";
    return "WITH touched AS MATERIALIZED ("
        + scopesText()
        + "), kept AS MATERIALIZED (SELECT scope, tools, "
        + dialect.namedMessages()
        + " AS ids FROM "
        + tables.apply(Schema.COMMITS)
        + " WHERE scope IN (SELECT scope FROM touched) AND NOT "
        + doomed
        + "), named AS MATERIALIZED (SELECT scope, unnest(ids) AS id FROM kept UNION ALL "
        + lists
        + " UNION ALL SELECT l.scope, unnest("
        + dialect.idsOf("l.body")
        + ") AS id FROM "
        + tables.apply(Schema.MESSAGES)
        + " AS l WHERE l.kind = "
        + Kinds.TOOL_LIST
        + " AND (l.scope, l.id) IN (SELECT (scope, id) FROM ("
        + lists
        + ")))";
  }

  private String blobStays(String messages) {
    return "(b.scope NOT IN (SELECT scope FROM touched) OR EXISTS (SELECT 1 FROM "
        + messages
        + " AS m WHERE m.scope = b.scope AND "
        + dialect.contains("m.body", "lower(hex(b.sha256))")
        + "))";
  }
}
