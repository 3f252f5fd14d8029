// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span that is already over, to be recorded as a whole. Immutable; each method returns a changed
 * copy.
 */
public final class PastSpan {
  final SpanType type;
  final @Nullable Object input;
  final @Nullable Object output;
  final @Nullable Instant start;
  final @Nullable Instant end;
  final @Nullable String parentId;
  final @Nullable Throwable failure;
  final Map<String, Object> attributes;

  private PastSpan(Draft draft) {
    type = draft.type;
    input = draft.input;
    output = draft.output;
    start = draft.start;
    end = draft.end;
    parentId = draft.parentId;
    failure = draft.failure;
    attributes = draft.attributes;
  }

  /** A span that began and ended when it is sent. */
  public static PastSpan of(SpanType type, @Nullable Object input) {
    Draft draft = new Draft(type);
    draft.input = input;
    return new PastSpan(draft);
  }

  /** With what came out; null for nothing. */
  public PastSpan output(@Nullable Object value) {
    Draft draft = new Draft(this);
    draft.output = value;
    return new PastSpan(draft);
  }

  /** With its times. */
  public PastSpan between(Instant from, Instant to) {
    Draft draft = new Draft(this);
    draft.start = from;
    draft.end = to;
    return new PastSpan(draft);
  }

  /** With its beginning and how long it took. */
  public PastSpan at(Instant from, Duration latency) {
    return between(from, from.plus(latency));
  }

  /** With the span that it is a step of, 16 hex digits, instead of the one it is sent through. */
  public PastSpan parent(String spanId) {
    Draft draft = new Draft(this);
    draft.parentId = spanId;
    return new PastSpan(draft);
  }

  /** As failed. */
  public PastSpan failed(Throwable cause) {
    Draft draft = new Draft(this);
    draft.failure = cause;
    return new PastSpan(draft);
  }

  /** With an attribute. */
  public PastSpan attribute(String key, Object value) {
    Draft draft = new Draft(this);
    draft.attributes = new LinkedHashMap<>(attributes);
    draft.attributes.put(key, value);
    return new PastSpan(draft);
  }

  private static final class Draft {
    private final SpanType type;
    private @Nullable Object input;
    private @Nullable Object output;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable String parentId;
    private @Nullable Throwable failure;
    private Map<String, Object> attributes = Map.of();

    private Draft(SpanType type) {
      this.type = type;
    }

    private Draft(PastSpan span) {
      this(span.type);
      input = span.input;
      output = span.output;
      start = span.start;
      end = span.end;
      parentId = span.parentId;
      failure = span.failure;
      attributes = span.attributes;
    }
  }
}
