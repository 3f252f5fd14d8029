// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trace with all that belongs to it, as one line of an export. Immutable; what is written depends
 * on nothing but what is recorded, so that two stores with the same record write the same bytes.
 *
 * @param traceId the trace
 * @param start when it begins, as far as its store believes its spans
 * @param spans by start and then by id; a span whose start is unknown comes last
 * @param commits of the spans whose conversation is known, as {@link CommitChain} writes them
 * @param messages every message that a commit names, by id
 * @param tools every tool definition that a commit names, by id
 * @param blobs the binary content that messages refer to, by hash
 * @param feedback on the trace and its spans, oldest first
 */
public record ExportedTrace(
    TraceId traceId,
    Instant start,
    List<Span> spans,
    Map<SpanId, Commit> commits,
    SortedMap<Hash, Message> messages,
    SortedMap<Hash, JsonValue> tools,
    SortedMap<String, Blob> blobs,
    List<Feedback> feedback) {
  private static final Comparator<Span> BY_START =
      Comparator.comparing(Span::start, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Span::spanId);
  private static final Comparator<Feedback> BY_TIME =
      Comparator.comparing(Feedback::time).thenComparing(Feedback::id);

  /** Copies the collections and puts them in order. */
  public ExportedTrace {
    spans = spans.stream().sorted(BY_START).toList();
    commits = Collections.unmodifiableMap(new LinkedHashMap<>(commits));
    messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
    tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
    blobs = Collections.unmodifiableSortedMap(new TreeMap<>(blobs));
    feedback = feedback.stream().sorted(BY_TIME).toList();
  }

  /** The line, without its line feed. */
  public JsonObject toJson() {
    return ExportedTraceJson.toJson(this);
  }

  /**
   * The trace that {@link #toJson} wrote; members that it does not know are ignored.
   *
   * @throws CodecException SHAPE if a member is malformed or a message is not what its id says
   */
  public static ExportedTrace fromJson(String project, JsonValue json) {
    return ExportedTraceJson.fromJson(project, json);
  }

  /**
   * The trace as parts of spans, one a span, ready to be appended to a store. A span without an end
   * becomes a {@link SpanPart.Kind#START}, so that its end is still taken when it comes.
   *
   * @throws CodecException SHAPE if a span names a message that is not here
   */
  public List<SpanPart> parts() {
    CommitChain chain = new CommitChain(this);
    return spans.stream()
        .map(
            span ->
                new SpanPart(
                    span.end() == null ? SpanPart.Kind.START : SpanPart.Kind.SPAN,
                    0,
                    arrival(span),
                    span,
                    chain.exchange(span.spanId())))
        .toList();
  }

  /**
   * An arrival that files the span where it was. One whose clock was not believed was filed by its
   * arrival, of which the trace's start is all that is left; another one by the times it states.
   */
  private Instant arrival(Span span) {
    Instant stated = span.end() != null ? span.end() : span.start();
    return stated == null || span.flags().contains("clock") ? start : stated;
  }
}
