// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanLink;
import dev.steno.model.SpanPart;
import dev.steno.model.ToolUse;
import dev.steno.model.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Redacts one part of a span: every text in it but its project's name, by which the rules were
 * chosen. For one thread.
 */
final class PartRedaction {
  /** Noticed on a span that has content which is not text and was not looked into. */
  static final String UNSCANNED = "unscanned";

  private final Redactor redactor;
  private final Findings findings;

  PartRedaction(Redactor redactor, Findings findings) {
    this.redactor = redactor;
    this.findings = findings;
  }

  /** The part without what was found in it, which is counted on its span. */
  SpanPart of(SpanPart part) {
    Span span = of(part.span());
    ExchangeRedaction exchange = new ExchangeRedaction(redactor, findings);
    SpanPart redacted =
        new SpanPart(
            part.kind(),
            part.sequence(),
            part.arrival(),
            span,
            part.exchange() == null ? null : exchange.of(part.exchange()));
    if (findings.counts().isEmpty() && !findings.hasPassedOver()) {
      return part;
    }
    return new SpanPart(
        part.kind(), part.sequence(), part.arrival(), counted(span), redacted.exchange());
  }

  Span of(Span span) {
    Span.Builder b = span.toBuilder();
    b.name(text(span.name())).kind(text(span.kind()));
    b.statusMessage(text(span.statusMessage())).errorType(text(span.errorType()));
    b.input(redactor.orNull(span.input(), findings));
    b.output(redactor.orNull(span.output(), findings));
    b.attributes(redactor.object(span.attributes(), findings));
    b.events(Redactor.each(span.events(), this::event));
    b.links(Redactor.each(span.links(), this::link));
    b.origin(origin(span.origin()));
    b.grouping(grouping(span.grouping()));
    b.agent(text(span.agent()));
    b.tool(span.tool() == null ? null : tool(span.tool()));
    b.generation(span.generation() == null ? null : generation(span.generation()));
    return b.build();
  }

  private Span counted(Span span) {
    Map<String, Long> counts = new HashMap<>(span.redacted());
    findings.counts().forEach((rule, count) -> counts.merge(rule, count, Long::sum));
    Set<String> flags = new TreeSet<>(span.flags());
    if (findings.hasPassedOver()) {
      flags.add(UNSCANNED);
    }
    return span.toBuilder().redacted(counts).flags(flags).build();
  }

  private SpanEvent event(SpanEvent event) {
    return new SpanEvent(
        redactor.text(event.name(), findings),
        event.time(),
        redactor.object(event.attributes(), findings));
  }

  private SpanLink link(SpanLink link) {
    return new SpanLink(
        link.traceId(), link.spanId(), redactor.object(link.attributes(), findings));
  }

  private Origin origin(Origin origin) {
    return new Origin(
        redactor.object(origin.resource(), findings),
        text(origin.scopeName()),
        text(origin.scopeVersion()));
  }

  private Grouping grouping(Grouping grouping) {
    return new Grouping(
        text(grouping.conversation()),
        text(grouping.session()),
        text(grouping.user()),
        text(grouping.channel()),
        text(grouping.environment()));
  }

  private ToolUse tool(ToolUse tool) {
    return new ToolUse(
        text(tool.name()), text(tool.callId()), text(tool.type()), text(tool.description()));
  }

  private Generation generation(Generation generation) {
    List<String> reasons =
        Redactor.each(generation.finishReasons(), reason -> redactor.text(reason, findings));
    return generation.toBuilder()
        .provider(text(generation.provider()))
        .requestModel(text(generation.requestModel()))
        .responseModel(text(generation.responseModel()))
        .responseId(text(generation.responseId()))
        .parameters(redactor.object(generation.parameters(), findings))
        .finishReasons(reasons)
        .usage(generation.usage() == null ? null : usage(generation.usage()))
        .build();
  }

  private Usage usage(Usage usage) {
    return new Usage(
        usage.inputUncached(),
        usage.cacheRead(),
        usage.cacheWrite(),
        usage.outputText(),
        usage.reasoning(),
        redactor.object(usage.source(), findings));
  }

  private @Nullable String text(@Nullable String text) {
    return redactor.orNull(text, findings);
  }
}
