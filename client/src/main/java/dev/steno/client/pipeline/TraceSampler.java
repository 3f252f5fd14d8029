// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Chooses by trace; what is not chosen is recorded all the same, since a rule may keep it when it
 * has ended. Stateless and thread-safe.
 */
final class TraceSampler implements Sampler {
  private final Sampler chosen;

  TraceSampler(double share) {
    chosen = share >= 1 ? Sampler.alwaysOn() : Sampler.traceIdRatioBased(share);
  }

  boolean chooses(String traceId) {
    return chosen
            .shouldSample(
                Context.root(), traceId, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SpanContext above = Span.fromContext(parent).getSpanContext();
    boolean sampled = above.isValid() ? above.isSampled() : chooses(traceId);
    return sampled ? SamplingResult.recordAndSample() : SamplingResult.recordOnly();
  }

  @Override
  public String getDescription() {
    return "StenoTraceSampler{" + chosen.getDescription() + "}";
  }
}
