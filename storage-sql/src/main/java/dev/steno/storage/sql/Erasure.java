// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import java.util.Collection;
import java.util.List;

/** The statements that delete a trace. Stateless; tables are given as what stands after FROM. */
public final class Erasure {
  private static final String OF_TRACE = "WHERE project = :project AND trace_id = :trace";

  private Erasure() {}

  /** Selects {@code spans}, the number of the trace's spans. */
  public static Sql countSpans(String parts, String project, TraceId trace) {
    return ofTrace("SELECT count(DISTINCT span_id) AS spans FROM " + parts, project, trace);
  }

  /** Selects each {@code scope} in which the trace has a commit. */
  public static Sql scopes(String commits, String project, TraceId trace) {
    return ofTrace("SELECT DISTINCT scope FROM " + commits, project, trace);
  }

  /** Deletes the trace's rows of a table that has a project and a trace id. */
  public static Sql rows(String table, String project, TraceId trace) {
    return ofTrace("DELETE FROM " + table, project, trace);
  }

  /**
   * Selects {@code items}, the number of messages and tools that {@link #unnamedItems} would
   * delete.
   */
  public static Sql countUnnamed(
      Dialect dialect, String messages, String commits, Collection<Hash> scopes) {
    String distinct = "SELECT DISTINCT scope, id FROM " + messages + " AS m WHERE kind <> ";
    return inScopes(
        "SELECT count(*) AS items FROM ("
            + distinct
            + Kinds.TOOL_LIST
            + " AND "
            + unnamed(dialect, messages, commits)
            + ")",
        scopes);
  }

  /** Deletes the items of these scopes that no commit of theirs names. */
  public static Sql unnamedItems(
      Dialect dialect, String messages, String commits, Collection<Hash> scopes) {
    return inScopes(
        "DELETE FROM " + messages + " AS m WHERE " + unnamed(dialect, messages, commits), scopes);
  }

  /** Deletes the blobs of these scopes that no item of theirs names. */
  public static Sql unnamedBlobs(
      Dialect dialect, String blobs, String messages, Collection<Hash> scopes) {
    String named = dialect.contains("m.body", "lower(hex(b.sha256))");
    return inScopes(
        "DELETE FROM "
            + blobs
            + " AS b WHERE scope IN (:scopes) AND NOT EXISTS (SELECT 1 FROM "
            + messages
            + " AS m WHERE m.scope = b.scope AND "
            + named
            + ")",
        scopes);
  }

  private static String unnamed(Dialect dialect, String messages, String commits) {
    String lists =
        "SELECT c.scope, c.tools AS id FROM " + commits + " AS c WHERE c.scope IN (:scopes)";
    return "scope IN (:scopes) AND (scope, id) NOT IN (SELECT (scope, id) FROM ("
        + "SELECT scope, unnest("
        + dialect.namedMessages()
        + ") AS id FROM "
        + commits
        + " WHERE scope IN (:scopes) UNION ALL "
        + lists
        + " UNION ALL SELECT l.scope, unnest("
        + dialect.idsOf("l.body")
        + ") AS id FROM "
        + messages
        + " AS l WHERE l.kind = "
        + Kinds.TOOL_LIST
        + " AND (l.scope, l.id) IN ("
        + lists
        + ")) WHERE id IS NOT NULL)";
  }

  private static Sql ofTrace(String text, String project, TraceId trace) {
    return new Sql(text + " ")
        .add(OF_TRACE)
        .set("project", project)
        .set("trace", Columns.id(trace));
  }

  private static Sql inScopes(String text, Collection<Hash> scopes) {
    return new Sql(text).set("scopes", List.copyOf(scopes));
  }
}
