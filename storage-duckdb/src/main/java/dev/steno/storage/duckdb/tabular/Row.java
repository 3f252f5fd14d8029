// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.tabular;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** The row that is being written, value by value. For one thread. */
final class Row {
  private static final long SECOND = 1_000_000_000L;
  private final DuckDBAppender rows;

  Row(DuckDBAppender rows) {
    this.rows = rows;
  }

  void begin() throws SQLException {
    rows.beginRow();
  }

  void end() throws SQLException {
    rows.endRow();
  }

  /** The text of any value, as {@code toString} writes it. */
  Row text(@Nullable Object value) throws SQLException {
    if (value == null) {
      rows.appendNull();
    } else {
      rows.append(value.toString());
    }
    return this;
  }

  Row number(@Nullable Long value) throws SQLException {
    if (value == null) {
      rows.appendNull();
    } else {
      rows.append(value.longValue());
    }
    return this;
  }

  /** A time in nanoseconds since 1970; null if it is beyond what these can count. */
  Row time(@Nullable Instant time) throws SQLException {
    try {
      return number(
          time == null
              ? null
              : Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano()));
    } catch (ArithmeticException beyond) {
      return number(null);
    }
  }

  Row millis(@Nullable Duration duration) throws SQLException {
    if (duration == null) {
      rows.appendNull();
    } else {
      rows.append(duration.toSeconds() * 1e3 + duration.toNanosPart() / 1e6);
    }
    return this;
  }

  Row money(@Nullable BigDecimal amount) throws SQLException {
    return text(amount == null ? null : amount.toPlainString());
  }
}
