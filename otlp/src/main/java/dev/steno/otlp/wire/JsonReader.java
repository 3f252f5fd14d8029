// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

/**
 * Reads the bodies of OTLP requests in JSON. Stateless. All methods throw a {@link WireException}
 * for a body that cannot be read as a whole, and nothing else.
 */
public final class JsonReader {

  private JsonReader() {}

  /**
   * Reads an {@code ExportTraceServiceRequest}.
   *
   * @return false if it is an object with members, none of which is a trace request's
   */
  public static boolean spans(byte[] body, Budget budget, ResourceBatch.Intake<WireSpan> intake) {
    return JsonBody.read(body, JsonNames.TRACES, budget, JsonSpans::read, intake);
  }

  /**
   * Reads an {@code ExportLogsServiceRequest}.
   *
   * @return false if it is an object with members, none of which is a logs request's
   */
  public static boolean logs(byte[] body, Budget budget, ResourceBatch.Intake<WireLog> intake) {
    return JsonBody.read(body, JsonNames.LOGS, budget, JsonLogs::read, intake);
  }

  /** The number of metrics in an {@code ExportMetricsServiceRequest}. */
  public static long metrics(byte[] body) {
    MetricCount count = new MetricCount();
    JsonBody.read(body, JsonNames.METRICS, new Budget(), count::skip, count);
    return count.value();
  }
}
