// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

/**
 * Reads the bodies of OTLP requests in protobuf. Stateless. All methods throw a {@link
 * WireException} for a body that cannot be read as a whole, and nothing else.
 */
public final class ProtoReader {

  private ProtoReader() {}

  /** Reads an {@code ExportTraceServiceRequest}. */
  public static void spans(byte[] body, Budget budget, ResourceBatch.Intake<WireSpan> intake) {
    new ProtoBody<>(body, budget, ProtoSpans::read, intake).read();
  }

  /** Reads an {@code ExportLogsServiceRequest}. */
  public static void logs(byte[] body, Budget budget, ResourceBatch.Intake<WireLog> intake) {
    new ProtoBody<>(body, budget, ProtoLogs::read, intake).read();
  }

  /** The number of metrics in an {@code ExportMetricsServiceRequest}. */
  public static long metrics(byte[] body) {
    MetricCount count = new MetricCount();
    new ProtoBody<Object>(body, new Budget(), count::skip, count).read();
    return count.value();
  }
}
