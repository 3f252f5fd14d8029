// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

/** The names of a request's three levels of lists in OTLP/JSON. */
enum JsonNames {
  TRACES("resourceSpans", "scopeSpans", "spans"),
  LOGS("resourceLogs", "scopeLogs", "logRecords"),
  METRICS("resourceMetrics", "scopeMetrics", "metrics");

  private final String resources;
  private final String scopes;
  private final String items;

  JsonNames(String resources, String scopes, String items) {
    this.resources = resources;
    this.scopes = scopes;
    this.items = items;
  }

  String resources() {
    return resources;
  }

  String scopes() {
    return scopes;
  }

  String items() {
    return items;
  }
}
