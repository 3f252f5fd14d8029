// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.Usage;
import dev.steno.storage.analysis.Aggregate;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.AggregateQuery.Subject;
import dev.steno.storage.analysis.Aggregates;
import dev.steno.storage.analysis.Percentiles;
import dev.steno.storage.sql.RowReader;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes figures: first those of each group, then the examples of their percentiles. */
final class AggregateReader {
  private static final List<String> PARTS_OF_USAGE =
      List.of("input_uncached", "cache_read", "cache_write", "output_text", "reasoning");

  private final SpanRows spans;
  private final AggregateQuery query;
  private final Members members;

  AggregateReader(SpanRows spans, AggregateQuery query) {
    this.spans = spans;
    this.query = query;
    this.members =
        query.subject() == Subject.TRACE
            ? new TraceMembers(spans, query.groups())
            : new SpanMembers(spans, query.groups());
  }

  /** What is counted. */
  interface Members {
    /**
     * What stands after FROM to read a row for each, with the group's keys as {@code k0} and {@code
     * k1}, {@code failed}, {@code took}, {@code first_token}, {@code trace_id}, {@code span_id},
     * the parts of the usage, {@code cost} and {@code unpriced}.
     */
    String from(Query query);
  }

  /** The figures of a group before its examples are known. */
  record Group(
      Keys keys, Aggregate figures, List<@Nullable Long> latency, List<@Nullable Long> firstToken) {
    Aggregate with(Examples examples) {
      return new Aggregate(
          figures.keys(),
          figures.count(),
          figures.errors(),
          figures.usage(),
          figures.cost(),
          figures.unpriced(),
          examples.percentiles(0, keys, latency),
          examples.percentiles(1, keys, firstToken));
    }
  }

  Aggregates read() {
    List<Group> groups = spans.session().query(figures(), this::group);
    groups = groups.stream().filter(group -> group.figures().count() > 0).toList();
    boolean more = groups.size() > query.limit();
    groups = more ? groups.subList(0, query.limit()) : groups;
    Examples examples = Examples.read(spans, members, query.groups(), groups);
    return new Aggregates(
        groups.stream().map(group -> group.with(examples)).toList(),
        query.limit(),
        more,
        spans.chosen().exact());
  }

  private Sql figures() {
    List<String> keys = Keys.names(query.groups());
    String by = keys.stream().map(key -> key + ", ").collect(Collectors.joining());
    String lists =
        Stream.of("took", "first_token")
            .flatMap(list -> IntStream.rangeClosed(1, 3).mapToObj(i -> element(list, i)))
            .collect(Collectors.joining());
    Query statement = spans.query();
    String figures = "(SELECT " + by + sums() + members.from(statement) + groupBy(keys) + ")";
    return statement.select(
        "SELECT "
            + by
            + "n, errors, unpriced, cost, "
            + PARTS_OF_USAGE.stream()
                .map(AggregateReader::bounded)
                .collect(Collectors.joining(", "))
            + lists
            + " FROM "
            + figures
            + " AS figures ORDER BY "
            + order(keys)
            + " LIMIT "
            + (query.limit() + 1));
  }

  private String sums() {
    String sums =
        Stream.concat(PARTS_OF_USAGE.stream(), Stream.of("cost", "unpriced"))
            .map(part -> "sum(" + part + ") AS " + part + ", ")
            .collect(Collectors.joining());
    return "count(*) AS n, count(*) FILTER (WHERE failed) AS errors, "
        + sums
        + spans.dialect().percentiles("took")
        + " AS took, "
        + spans.dialect().percentiles("first_token")
        + " AS first_token FROM ";
  }

  /** What a client makes up may add up to more than 64 bits: then it is the largest number. */
  private static String bounded(String sum) {
    return String.format(
        Locale.ROOT,
        "CASE WHEN %1$s > %2$d THEN %2$d WHEN %1$s < %3$d THEN %3$d ELSE %1$s END AS %1$s",
        sum,
        Long.MAX_VALUE,
        Long.MIN_VALUE);
  }

  private static String element(String list, int index) {
    return ", " + list + "[" + index + "] AS " + list + index;
  }

  private static String groupBy(List<String> keys) {
    return keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys);
  }

  private String order(List<String> keys) {
    List<String> order = new ArrayList<>();
    if (!keys.isEmpty() && query.groups().get(0).isTime()) {
      order.add(keys.get(0));
    }
    order.add("n DESC");
    keys.forEach(key -> order.add(key + " ASC NULLS LAST"));
    return String.join(", ", order);
  }

  private Group group(RowReader row) {
    Usage usage = Rows.usage(row);
    Keys keys = Keys.read(row, query.groups());
    Aggregate figures =
        new Aggregate(
            keys.values(query.groups()),
            row.requiredNumber("n"),
            row.requiredNumber("errors"),
            usage.equals(Usage.UNKNOWN) ? null : usage,
            row.decimal("cost"),
            Objects.requireNonNullElse(row.number("unpriced"), 0L),
            Percentiles.NONE,
            Percentiles.NONE);
    return new Group(keys, figures, three(row, "took"), three(row, "first_token"));
  }

  private static List<@Nullable Long> three(RowReader row, String name) {
    List<@Nullable Long> three = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      three.add(row.number(name + i));
    }
    return three;
  }
}
