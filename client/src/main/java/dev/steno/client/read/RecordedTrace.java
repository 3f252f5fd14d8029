// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.codec.ExportedTrace;
import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Replay;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A trace whole: its spans, what was said in its model calls, and its feedback. Immutable. Every
 * message was checked against its id, and every list of messages against its head. Binary content
 * is a reference, which the page and {@code GET /traces/{id}/blobs/{sha256}} resolve.
 */
public final class RecordedTrace {
  private final ExportedTrace trace;
  private final Replay replay;

  RecordedTrace(ExportedTrace trace) {
    this.trace = trace;
    replay = new Replay(trace.commits().values());
  }

  /** The trace's id. */
  public TraceId traceId() {
    return trace.traceId();
  }

  /** The spans by start; the status of one without an end is as of when the server answered. */
  public List<Span> spans() {
    return trace.spans();
  }

  /** The span of an id; empty if the trace has none of it. */
  public Optional<Span> span(SpanId id) {
    return trace.spans().stream().filter(span -> span.spanId().equals(id)).findFirst();
  }

  /**
   * What the model of a call was given: system messages first, then the conversation, oldest first.
   * Empty if the span is no model call, or what it was given was not recorded from its beginning.
   */
  public List<Message> messages(SpanId span) {
    Commit commit = trace.commits().get(span);
    if (commit == null) {
      return List.of();
    }
    List<Hash> ids = new ArrayList<>(orNone(commit.system()));
    Optional<List<Hash>> said = replay.messages(commit);
    said.ifPresent(ids::addAll);
    return said.isEmpty() ? List.of() : messages(ids);
  }

  /** The tool definitions that a call was given; empty if it was given none. */
  public List<JsonValue> tools(SpanId span) {
    Commit commit = trace.commits().get(span);
    return commit == null ? List.of() : named(orNone(commit.tools()), trace.tools());
  }

  /** What the model of a call answered, choice 0; empty if there was no answer. */
  public List<Message> answer(SpanId span) {
    List<List<Message>> choices = choices(span);
    return choices.isEmpty() ? List.of() : choices.get(0);
  }

  /** All answers of a call. */
  public List<List<Message>> choices(SpanId span) {
    Commit commit = trace.commits().get(span);
    return commit == null
        ? List.of()
        : orNone(commit.choices()).stream().map(this::messages).toList();
  }

  /** The feedback on the trace and its spans, oldest first. */
  public List<Feedback> feedback() {
    return trace.feedback();
  }

  private List<Message> messages(List<Hash> ids) {
    return named(ids, trace.messages());
  }

  private static <T> List<T> named(List<Hash> ids, SortedMap<Hash, T> values) {
    return ids.stream().map(id -> Optional.ofNullable(values.get(id)).orElseThrow()).toList();
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
