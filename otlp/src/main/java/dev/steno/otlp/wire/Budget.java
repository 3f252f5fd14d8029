// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

/**
 * How much one request may make the server hold. A value takes two bytes on the wire and fifty in
 * memory, so the body's size alone is no bound. For one thread.
 */
public final class Budget {
  static final int ITEMS = 65_536;
  static final int VALUES = 2_000_000;
  static final int PARSED = 4_000_000;

  private int items = ITEMS;
  private int values = VALUES;
  private int parsed = PARSED;

  /** Takes one span or log record. */
  void takeItem() {
    if (--items < 0) {
      throw WireException.tooLarge(
          "body: more than " + ITEMS + " spans or log records (expected: a smaller batch)");
    }
  }

  /** Takes one attribute, array element, event or link. */
  void takeValue() {
    if (--values < 0) {
      throw WireException.tooLarge(
          "body: more than " + VALUES + " values (expected: a smaller batch)");
    }
  }

  /** How many values may still be read out of JSON in strings. */
  public int parsed() {
    return parsed;
  }

  /** Takes values that were read out of JSON in a string. */
  public void takeParsed(int count) {
    parsed = Math.max(0, parsed - count);
  }
}
