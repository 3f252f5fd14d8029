// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.codec.FeedbackJson;
import dev.steno.codec.Json;
import dev.steno.model.Feedback;
import dev.steno.model.TraceId;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.SearchText;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and writes feedback. Stateless. */
public final class FeedbackReader {

  /** A reader. */
  public FeedbackReader() {}

  /** The feedback on a trace and its spans, oldest first. */
  public List<Feedback> of(Source.Session session, String project, TraceId id) {
    Sql sql = new Sql("SELECT body FROM ");
    sql.add(session.from(Schema.FEEDBACK, TimeRange.ALL));
    sql.add("WHERE project = :project AND trace_id = :trace");
    sql.set("project", project).set("trace", Columns.id(id));
    return session.query(sql, row -> read(project, row)).stream()
        .sorted(Comparator.comparing(Feedback::time))
        .toList();
  }

  /** The feedback of a project with this idempotency key; empty if there is none. */
  public Optional<Feedback> byKey(Source.Session session, String project, String key) {
    Sql sql = new Sql("SELECT body FROM ");
    sql.add(session.from(Schema.FEEDBACK, TimeRange.ALL));
    sql.add("WHERE project = :project AND idempotency_key = :key LIMIT 1");
    sql.set("project", project).set("key", key);
    return session.query(sql, row -> read(project, row)).stream().findFirst();
  }

  /** The condition on a {@code trace_id} that its feedback is judged or scored like that. */
  static String condition(Filter filter, Sql sql, Dialect dialect, Source.Session session) {
    String met =
        filter instanceof Filter.Scored scored
            ? dialect.scoreOf("body") + FilterSql.compared(scored.comparison(), scored.bound())
            : judged(((Filter.Judged) filter).glob(), sql, dialect);
    return "(trace_id IN (SELECT trace_id FROM "
        + session.from(Schema.FEEDBACK, TimeRange.ALL)
        + " WHERE project = :project AND coalesce("
        + met
        + ", false)))";
  }

  /** No text in JSON has a quotation mark without a backslash, so that keys are told from it. */
  private static String judged(String glob, Sql sql, Dialect dialect) {
    if (glob.chars().allMatch(c -> c == '*')) {
      return "true";
    }
    String value =
        Arrays.stream(glob.split("\\*", -1))
            .map(piece -> SearchText.patternInJson(piece))
            .collect(Collectors.joining("(?:[^\"\\\\]|\\\\.)*"));
    return dialect.matches("body", sql.value("\"(?:tag|label|outcome)\":\"" + value + "\""));
  }

  /** Writes a row of {@link Schema#FEEDBACK}. */
  public static void write(RowWriter row, Feedback feedback) {
    row.text(feedback.project());
    row.id(Columns.id(feedback.traceId()));
    row.number(Times.nanos(feedback.time()));
    row.text(feedback.idempotencyKey());
    row.text(Json.write(FeedbackJson.toJson(feedback)));
    row.end();
  }

  private static Feedback read(String project, RowReader row) {
    return FeedbackJson.fromJson(project, Json.parse(row.requiredText("body")));
  }
}
