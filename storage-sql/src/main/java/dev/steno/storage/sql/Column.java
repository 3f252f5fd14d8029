// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

/**
 * A column of a table. Immutable.
 *
 * @param name in lower case
 * @param type what it holds
 * @param nullable whether a row may lack it
 */
public record Column(String name, Type type, boolean nullable) {

  /** What a column holds; each {@link Dialect} names its own type for it. */
  public enum Type {
    /** Short text, such as a name, compressed so that one value can be read by itself. */
    TEXT,
    /** Long text, compressed as strongly as the engine can. */
    BODY,
    /** A list of {@link #TEXT}. */
    TEXTS,
    /** A 64-bit integer; of times, nanoseconds since 1970. */
    LONG,
    /** A small integer. */
    BYTE,
    /** 16 bytes: a trace id or a hash. */
    ID,
    /** A list of {@link #ID}. */
    IDS,
    /** A list of lists of {@link #ID}. */
    ID_LISTS,
    /** Bytes of any length. */
    BYTES,
    /** An exact decimal of 38 digits, 18 of them after the point. */
    DECIMAL
  }

  static Column required(String name, Type type) {
    return new Column(name, type, false);
  }

  static Column optional(String name, Type type) {
    return new Column(name, type, true);
  }
}
