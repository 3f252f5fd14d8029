// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.analysis.Percentiles;
import dev.steno.storage.sql.RowReader;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Sql;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An example for each percentile: a member of the group that took exactly so long. Immutable.
 *
 * @param byPlace the examples
 */
record Examples(Map<Place, Percentiles.Point> byPlace) {

  /** Which percentile: of latencies (0) or of times to first token (1), of a group, how long. */
  private record Place(long of, Keys keys, long nanos) {}

  private record Found(Place place, Percentiles.Point point) {}

  static Examples read(
      SpanRows spans,
      AggregateReader.Members members,
      List<GroupKey> by,
      List<AggregateReader.Group> groups) {
    List<Long> latency = values(groups.stream().map(AggregateReader.Group::latency).toList());
    List<Long> first = values(groups.stream().map(AggregateReader.Group::firstToken).toList());
    Map<Place, Percentiles.Point> examples = new HashMap<>();
    if (!latency.isEmpty() || !first.isEmpty()) {
      Query query = spans.query();
      // One look at all members for both kinds: most of the price is in looking.
      String keys = String.join("", Keys.names(by).stream().map(key -> ", " + key).toList());
      String took = among(query.sql(), "took", latency);
      String token = among(query.sql(), "first_token", first);
      String from = members.from(query);
      query.table(
          "examples AS (SELECT trace_id, span_id, took, first_token"
              + keys
              + " FROM "
              + from
              + " WHERE "
              + took
              + " OR "
              + token
              + ")");
      Sql sql =
          query.select(
              example(0, "took", took, keys)
                  + " UNION ALL "
                  + example(1, "first_token", token, keys));
      for (Found found : spans.session().query(sql, row -> found(row, by))) {
        examples.put(found.place, found.point);
      }
    }
    return new Examples(examples);
  }

  private static List<Long> values(List<List<@Nullable Long>> lists) {
    return lists.stream()
        .flatMap(List::stream)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .distinct()
        .toList();
  }

  private static String among(Sql sql, String column, List<Long> values) {
    if (values.isEmpty()) {
      return "false";
    }
    sql.set(column, values);
    return column + " IN (:" + column + ")";
  }

  private static String example(int of, String column, String condition, String keys) {
    return "SELECT "
        + of
        + " AS of_what, "
        + column
        + " AS nanos, min(span_id) AS span_id, argMin(trace_id, (span_id, trace_id)) AS trace_id"
        + keys
        + " FROM examples WHERE "
        + condition
        + " GROUP BY "
        + column
        + keys;
  }

  private static Found found(RowReader row, List<GroupKey> by) {
    long nanos = row.requiredNumber("nanos");
    long span = row.requiredNumber("span_id");
    TraceId trace = Rows.traceId(row);
    return new Found(
        new Place(row.requiredNumber("of_what"), Keys.read(row, by), nanos),
        new Percentiles.Point(Duration.ofNanos(nanos), trace, span == 0 ? null : new SpanId(span)));
  }

  Percentiles percentiles(int of, Keys keys, List<@Nullable Long> three) {
    return new Percentiles(
        point(of, keys, three.get(0)),
        point(of, keys, three.get(1)),
        point(of, keys, three.get(2)));
  }

  private Percentiles.@Nullable Point point(int of, Keys keys, @Nullable Long nanos) {
    return nanos == null ? null : byPlace.get(new Place(of, keys, nanos));
  }
}
