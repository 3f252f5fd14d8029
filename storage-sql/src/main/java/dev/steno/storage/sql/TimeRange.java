// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.storage.query.Filter;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A range of the times by which rows are filed. Immutable.
 *
 * @param from the first nanosecond since 1970
 * @param to the last one
 */
public record TimeRange(long from, long to) {
  /** All times. */
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /** The times in both ranges. */
  public TimeRange and(TimeRange other) {
    return new TimeRange(Math.max(from, other.from), Math.min(to, other.to));
  }

  /** All times from the earlier beginning to the later end. */
  public TimeRange or(TimeRange other) {
    return new TimeRange(Math.min(from, other.from), Math.max(to, other.to));
  }

  /** The day of the first time, in UTC. */
  public LocalDate firstDay() {
    return day(from);
  }

  /** The day of the last time, in UTC. */
  public LocalDate lastDay() {
    return day(to);
  }

  private static LocalDate day(long nanos) {
    return Times.instant(nanos).atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** A condition on {@code time_ns}, to follow WHERE or AND. */
  public String condition(Sql sql) {
    return condition("time_ns", sql);
  }

  /** A condition on a column of times, to follow WHERE or AND. */
  public String condition(String column, Sql sql) {
    return equals(ALL) ? "true" : column + " BETWEEN " + sql.value(from) + " AND " + sql.value(to);
  }

  /** The times in which a trace that meets the filter began. */
  static TimeRange ofStarts(Filter filter) {
    if (filter instanceof Filter.Started started) {
      return new TimeRange(
          started.from() == null ? Long.MIN_VALUE : Times.nanos(started.from()),
          started.to() == null ? Long.MAX_VALUE : Times.nanos(started.to()) - 1);
    }
    if (filter instanceof Filter.And and) {
      return and.filters().stream().map(TimeRange::ofStarts).reduce(ALL, TimeRange::and);
    }
    return ALL;
  }
}
