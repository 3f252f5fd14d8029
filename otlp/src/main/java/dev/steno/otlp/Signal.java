// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

/** What a request carries. */
public enum Signal {
  TRACES("rejectedSpans"),
  LOGS("rejectedLogRecords"),
  METRICS("rejectedDataPoints");

  private final String rejected;

  Signal(String rejected) {
    this.rejected = rejected;
  }

  /** The member of an answer in JSON that counts what was refused. */
  String rejected() {
    return rejected;
  }
}
