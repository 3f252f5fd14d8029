// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace whole. Immutable.
 *
 * @param project the tenant
 * @param traceId the trace
 * @param spans assembled, by start and then by id; a span whose start is unknown comes last
 * @param commits of the spans whose conversation is known
 * @param messages every message that a commit names; one that is missing is a broken store
 * @param tools every tool definition that a commit names
 * @param feedback on the trace and its spans, oldest first
 */
public record TraceRecord(
    String project,
    TraceId traceId,
    List<Span> spans,
    Map<SpanId, Commit> commits,
    Map<Hash, Message> messages,
    Map<Hash, JsonValue> tools,
    List<Feedback> feedback) {

  /** Copies the collections, which keep their order. */
  public TraceRecord {
    spans = List.copyOf(spans);
    commits = Collections.unmodifiableMap(new LinkedHashMap<>(commits));
    messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
    tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
    feedback = List.copyOf(feedback);
  }
}
