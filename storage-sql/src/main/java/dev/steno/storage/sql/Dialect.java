// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import java.util.function.UnaryOperator;

/** What the engines write differently. Implementations are immutable. */
public interface Dialect {

  /** The type of a column with its compression and, where the engine asks for it, nullability. */
  String type(Column column);

  /**
   * {@code value} with upper and lower case made the same, character by character: as {@link
   * FilterSql} folds what it compares it with.
   */
  String folded(String value);

  /** A condition that the text {@code value} contains the text {@code part}. */
  String contains(String value, String part);

  /** A condition that a regular expression in RE2's syntax finds something in a text. */
  String matches(String value, String pattern);

  /** The same, false instead of unknown where the text is null. */
  default String found(String value, String pattern) {
    return "coalesce(" + matches(value, pattern) + ", false)";
  }

  /**
   * The value of {@code column} in the row of a group that comes last by kind, arrival and
   * sequence, among the rows that have one; null if none has.
   */
  String last(String column);

  /**
   * The percentiles 50, 95 and 99 of the numbers of a group by nearest rank, as a list; null if
   * there are none.
   */
  String percentiles(String value);

  /**
   * A selection of few rows that lie far apart: the columns are read where the condition holds
   * only, which matters for those that are compressed.
   *
   * @param within a condition on times, by which an engine passes over most of the table
   */
  String rows(String columns, String table, String within, String condition);

  /** The score in the JSON of a feedback as a number; null if it has none that fits. */
  String scoreOf(String json);

  /** How many bytes of UTF-8 a text is. */
  String bytes(String text);

  /** A condition that one of the texts of a list meets a condition; false for no list. */
  String any(String texts, UnaryOperator<String> condition);

  /** In a selection: a row for each text of a list, and one with NULL if there is no list. */
  String each(String texts);

  /** A list of the ids of all messages that a row of commits names. */
  String namedMessages();

  /** The list of ids that a JSON array of their hex writes. */
  String idsOf(String json);

  /** The SHA-256 of a text's UTF-8 or of bytes, as lower-case hex. */
  String sha256(String value);

  /** A number of 64 bits as 16 lower-case hex digits. */
  String hexOfNumber(String number);

  /** An id as 32 lower-case hex digits. */
  String hex(String id);
}
