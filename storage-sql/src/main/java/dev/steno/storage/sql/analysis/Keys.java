// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.sql.RowReader;
import dev.steno.storage.sql.Times;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a group's keys as columns have them: times as nanoseconds. Immutable.
 *
 * @param columns Long or String; null where there is no value
 */
record Keys(List<@Nullable Object> columns) {
  private static final long HOUR = 3_600_000_000_000L;
  private static final long DAY = 24 * HOUR;

  Keys {
    columns = Collections.unmodifiableList(new ArrayList<>(columns));
  }

  /** The columns' names. */
  static List<String> names(List<GroupKey> groups) {
    return IntStream.range(0, groups.size()).mapToObj(i -> "k" + i).toList();
  }

  /** The expression of a time key over a column of times. */
  static String time(GroupKey key, String column) {
    return "(" + column + " - " + column + " % " + (key == GroupKey.DAY ? DAY : HOUR) + ")";
  }

  static Keys read(RowReader row, List<GroupKey> groups) {
    List<@Nullable Object> columns = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      columns.add(groups.get(i).isTime() ? row.number("k" + i) : row.text("k" + i));
    }
    return new Keys(columns);
  }

  /** The values as answers have them. */
  List<@Nullable String> values(List<GroupKey> groups) {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Object value = columns.get(i);
      values.add(value instanceof Long nanos ? time(groups.get(i), nanos) : (String) value);
    }
    return values;
  }

  private static String time(GroupKey key, long nanos) {
    var time = Times.instant(nanos);
    return key == GroupKey.DAY
        ? time.atZone(ZoneOffset.UTC).toLocalDate().toString()
        : time.toString();
  }
}
