// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.otlp;

import dev.steno.otlp.Signal;
import java.util.Optional;

/** Which signal a path is for. Stateless. */
final class OtlpPath {

  private OtlpPath() {}

  /** The signal of an HTTP path, which may have any prefix. */
  static Optional<Signal> http(String path) {
    if (path.endsWith("/v1/traces")) {
      return Optional.of(Signal.TRACES);
    }
    if (path.endsWith("/v1/logs")) {
      return Optional.of(Signal.LOGS);
    }
    return path.endsWith("/v1/metrics") ? Optional.of(Signal.METRICS) : Optional.empty();
  }

  /** The signal of a gRPC method. */
  static Optional<Signal> grpc(String path) {
    return switch (path) {
      case "/opentelemetry.proto.collector.trace.v1.TraceService/Export" ->
          Optional.of(Signal.TRACES);
      case "/opentelemetry.proto.collector.logs.v1.LogsService/Export" -> Optional.of(Signal.LOGS);
      case "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" ->
          Optional.of(Signal.METRICS);
      default -> Optional.empty();
    };
  }
}
