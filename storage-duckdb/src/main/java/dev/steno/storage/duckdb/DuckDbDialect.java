// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.sql.Column;
import dev.steno.storage.sql.Dialect;
import java.util.function.UnaryOperator;

/** SQL as DuckDB writes it. Immutable. */
final class DuckDbDialect implements Dialect {

  @Override
  public String type(Column column) {
    String type =
        switch (column.type()) {
          case TEXT -> "VARCHAR";
          case BODY -> "VARCHAR USING COMPRESSION zstd";
          case TEXTS -> "VARCHAR[]";
          case LONG -> "BIGINT";
          case BYTE -> "TINYINT";
          case ID -> "UUID";
          case IDS -> "UUID[]";
          case ID_LISTS -> "UUID[][]";
          case BYTES -> "BLOB";
          case DECIMAL -> "DECIMAL(38, 18)";
        };
    return column.nullable() ? type : type + " NOT NULL";
  }

  @Override
  public String folded(String value) {
    return "lower(upper(" + value + "))";
  }

  @Override
  public String contains(String value, String part) {
    return "contains(" + value + ", " + part + ")";
  }

  @Override
  public String matches(String value, String pattern) {
    return "regexp_matches(" + value + ", " + pattern + ")";
  }

  @Override
  public String last(String column) {
    // arg_max passes over rows whose first argument is NULL.
    return "arg_max(" + column + ", row(kind, arrival_ns, sequence))";
  }

  @Override
  public String percentiles(String value) {
    // Decimal literals: with these the engine finds the rank in whole numbers.
    return "quantile_disc(" + value + ", [0.50, 0.95, 0.99])";
  }

  @Override
  public String rows(String columns, String table, String within, String condition) {
    // A list of ids as a filter has all columns of all rows read, and a join with row numbers has
    // those of the vectors that hold one of them.
    return "SELECT "
        + columns
        + " FROM "
        + table
        + " WHERE "
        + within
        + " AND rowid IN (SELECT rowid FROM "
        + table
        + " WHERE "
        + within
        + " AND "
        + condition
        + ")";
  }

  @Override
  public String scoreOf(String json) {
    // No text in JSON has a quotation mark without a backslash: this is the key.
    return "TRY_CAST(regexp_extract("
        + json
        + ", '\"score\":(-?[0-9.eE+-]+)', 1) AS DECIMAL(38, 18))";
  }

  @Override
  public String bytes(String text) {
    return "strlen(" + text + ")";
  }

  @Override
  public String any(String texts, UnaryOperator<String> condition) {
    String meeting = "list_filter(" + texts + ", lambda text: " + condition.apply("text") + ")";
    return "coalesce(len(" + meeting + ") > 0, false)";
  }

  @Override
  public String each(String texts) {
    return "unnest(coalesce(" + texts + ", [NULL]))";
  }

  @Override
  public String namedMessages() {
    return "list_concat(system, added, flatten(choices))";
  }

  @Override
  public String idsOf(String json) {
    return "CAST(CAST(" + json + " AS JSON) AS UUID[])";
  }

  @Override
  public String sha256(String value) {
    return "sha256(" + value + ")";
  }

  @Override
  public String hexOfNumber(String number) {
    return "lpad(lower(to_hex(" + number + ")), 16, '0')";
  }

  @Override
  public String hex(String id) {
    return "replace(CAST(" + id + " AS VARCHAR), '-', '')";
  }
}
