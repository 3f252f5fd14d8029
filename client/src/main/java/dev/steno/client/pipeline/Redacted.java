// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.redaction.Findings;
import dev.steno.redaction.RedactionTrial;
import dev.steno.redaction.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of the resource, spans and log records what must not leave: of a span or log record
 * when it is first read, by whoever does so. The delivery over OTLP reads on a thread of its own.
 * Thread-safe.
 */
final class Redacted {
  private static final System.Logger LOG = System.getLogger("dev.steno.client");
  private static final AttributeKey<List<String>> FLAGS =
      AttributeKey.stringArrayKey(StenoAttributes.FLAGS);
  private static final int MOST_SCOPES = 1_000;

  final Screening screening;
  final @Nullable Redactor rules;
  private final @Nullable RedactionTrial trial;
  private final AtomicLong failures;
  private final AtomicBoolean told = new AtomicBoolean();
  private final ConcurrentMap<String, LongAdder> sums = new ConcurrentHashMap<>();
  private final ConcurrentMap<InstrumentationScopeInfo, Scope> scopes = new ConcurrentHashMap<>();
  private volatile Map<String, Long> ofResource = Map.of();

  /**
   * A scope as it leaves. Immutable.
   *
   * @param counts what was found in it
   */
  record Scope(InstrumentationScopeInfo info, Map<String, Long> counts) {}

  Redacted(Screening screening, AtomicLong failures) {
    this.screening = screening;
    this.failures = failures;
    boolean none = screening.rules().isEmpty();
    rules = none ? null : new Redactor(screening.rules());
    trial = none || !screening.dryRun() ? null : new RedactionTrial(screening.rules());
  }

  /** What rules would have taken out; null if they do, or if there are none. */
  @Nullable RedactionTrial trial() {
    return trial;
  }

  boolean isTrial() {
    return trial != null;
  }

  /** How many places were replaced so far, by rule. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    sums.forEach((rule, sum) -> counts.put(rule, sum.sum()));
    return counts;
  }

  SpanData span(SpanData span) {
    return screening.isNone() ? span : new RedactedSpan(span, this);
  }

  LogRecordData log(LogRecordData record) {
    return screening.isNone() ? record : new RedactedLog(record, this);
  }

  /** The resource of all spans; what is found in it is counted on each of them. */
  Resource resource(Resource resource) {
    if (screening.isNone()) {
      return resource;
    }
    Texts texts = texts(SpanContext.getInvalid());
    Attributes kept = new Screened(texts, true).attributes(resource.getAttributes());
    ofResource = found(texts);
    return Resource.create(kept, resource.getSchemaUrl());
  }

  /** What made a span, as it leaves; the same object for the same scope. */
  Scope scope(InstrumentationScopeInfo scope) {
    Scope known = scopes.get(scope);
    if (known != null) {
      return known;
    }
    if (scopes.size() >= MOST_SCOPES) {
      scopes.clear();
    }
    return scopes.computeIfAbsent(scope, this::screened);
  }

  private Scope screened(InstrumentationScopeInfo scope) {
    Texts texts = texts(SpanContext.getInvalid());
    InstrumentationScopeInfoBuilder kept =
        InstrumentationScopeInfo.builder(texts.text("otel.scope.name", scope.getName()))
            .setAttributes(new Screened(texts, true).attributes(scope.getAttributes()));
    if (scope.getVersion() != null) {
      kept.setVersion(texts.text("otel.scope.version", scope.getVersion()));
    }
    if (scope.getSchemaUrl() != null) {
      kept.setSchemaUrl(scope.getSchemaUrl());
    }
    InstrumentationScopeInfo info = kept.build();
    return new Scope(info.equals(scope) ? scope : info, found(texts));
  }

  /** Looks into the texts of a span or of a log record; an invalid context is of neither. */
  Texts texts(SpanContext of) {
    if (trial == null) {
      return new Texts(this, new Findings());
    }
    return new Texts(
        this,
        of.isValid()
            ? trial.findings(TraceId.of(of.getTraceId()), SpanId.of(of.getSpanId()))
            : trial.findings(null, null));
  }

  /** What was replaced in some texts, which is added to the sums. */
  Map<String, Long> found(Texts texts) {
    if (trial != null) {
      return Map.of();
    }
    Map<String, Long> found = Map.copyOf(texts.findings().counts());
    found.forEach((rule, count) -> sums.computeIfAbsent(rule, r -> new LongAdder()).add(count));
    return found;
  }

  /** The attributes of a span, with what was noticed about it before it left. */
  Attributes marked(Attributes attributes, Texts texts, Scope scope) {
    Map<String, Long> found = new TreeMap<>(found(texts));
    scope.counts().forEach((rule, count) -> found.merge(rule, count, Long::sum));
    ofResource.forEach((rule, count) -> found.merge(rule, count, Long::sum));
    Set<String> flags = new LinkedHashSet<>();
    if (trial == null && texts.findings().hasPassedOver()) {
      flags.add("unscanned");
    }
    if (texts.hasFailed()) {
      flags.add("redaction_failed");
    }
    if (found.isEmpty() && flags.isEmpty()) {
      return attributes;
    }
    AttributesBuilder marked = attributes.toBuilder();
    found.forEach((rule, count) -> marked.put(StenoAttributes.REDACTED + rule, count));
    List<String> known = attributes.get(FLAGS);
    flags.addAll(known == null ? List.of() : known);
    return flags.isEmpty() ? marked.build() : marked.put(FLAGS, List.copyOf(flags)).build();
  }

  /** A hook has failed: counted, and logged once. */
  void failed(Throwable cause) {
    failures.incrementAndGet();
    if (told.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A redaction failed ({0}): texts that it fails on are left out whole, and counted by"
              + " Steno.counts() as failures. Mend what was given to StenoBuilder.redaction.",
          cause.getClass().getName());
    }
  }
}
