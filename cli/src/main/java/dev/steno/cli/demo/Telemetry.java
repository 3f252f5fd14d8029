// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;

/** OpenTelemetry as any application would set it up. Stateless. */
final class Telemetry {
  /** The usual delay of 5 s would hide a trace for longer than the demo takes. */
  private static final Duration DELAY = Duration.ofMillis(100);

  private Telemetry() {}

  /** Loads what {@link #to} needs, which takes a while the first time. */
  static void load() {
    to("http://localhost", "none").close();
  }

  /**
   * An SDK that sends spans over OTLP/HTTP.
   *
   * @param server the address of a server
   * @param token what to be known by
   */
  static OpenTelemetrySdk to(String server, String token) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(server + "/v1/traces")
            .addHeader("Authorization", "Bearer " + token)
            .build();
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.builder()
                        .put("service.name", "kettle-and-leaf")
                        .put("service.version", "1.4.0")
                        .put("deployment.environment.name", "demo")
                        .build()));
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(
                    BatchSpanProcessor.builder(exporter).setScheduleDelay(DELAY).build())
                .build())
        .build();
  }
}
