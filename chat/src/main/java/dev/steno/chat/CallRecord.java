// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.ProviderReply;
import dev.steno.chat.session.InteractionLog;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Failure;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import dev.steno.model.interaction.Timing;
import dev.steno.model.interaction.ToolRun;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An interaction while it happens; made only if somebody watches. For one thread at a time. */
final class CallRecord {
  final String traceId;
  private final Core core;
  private final ModelRequest request;
  private final List<JsonObject> tools;
  private final List<InteractionLog> logs;
  private final @Nullable CallSpans spans;
  private final long sequence;
  private final Instant start;
  private final long startNanos;
  private final List<ToolRun> runs = new ArrayList<>(0);
  private final Timing.Collector timing = Timing.collector();
  private @Nullable StringBuilder text;
  private @Nullable StringBuilder reasoning;
  private boolean ended;

  /**
   * A record.
   *
   * @param logs where the interaction goes when it has ended
   */
  CallRecord(
      Core core,
      ModelRequest request,
      List<JsonObject> tools,
      List<InteractionLog> logs,
      @Nullable String conversation,
      long startNanos) {
    this.core = core;
    this.request = request;
    this.tools = tools;
    this.logs = logs;
    this.startNanos = startNanos;
    traceId = request.traceId != null ? request.traceId : core.id();
    sequence = core.nextSequence();
    start = core.clock.instant();
    spans = core.steno == null ? null : CallSpans.begin(core.steno, request, traceId, conversation);
    if (core.hasListeners()) {
      core.tell(
          new ChatEvent.Started(
              traceId, Duration.ZERO, core.provider.name(), core.provider.model()));
    }
  }

  void asking(Attempt.Reason reason, List<Message> messages) {
    text = null;
    reasoning = null;
    if (spans != null) {
      spans.asking(core, reason, messages, tools, request.parameters.or(core.parameters));
    }
  }

  void chunk(ReplyChunk chunk, long now) {
    timing.chunk(now - startNanos);
    boolean isText = chunk.kind() == ReplyChunk.Kind.TEXT;
    StringBuilder piece = isText ? text : reasoning;
    if (piece == null) {
      piece = new StringBuilder();
      if (isText) {
        text = piece;
      } else {
        reasoning = piece;
      }
    }
    piece.append(chunk.text());
    if (spans != null) {
      spans.chunk(chunk);
    }
  }

  void answered(ProviderReply reply) {
    if (spans != null) {
      spans.answered(reply);
    }
  }

  void retrying(int attempt, FailureKind kind, Duration delay, long now) {
    if (core.hasListeners()) {
      core.tell(new ChatEvent.Retry(traceId, since(now), attempt, kind, delay));
    }
  }

  void ran(ToolRun run, Instant began) {
    runs.add(run);
    if (spans != null) {
      spans.ran(run, began);
    }
    if (core.hasListeners()) {
      core.tell(new ChatEvent.ToolCompleted(traceId, run.offset().plus(run.duration()), run));
    }
  }

  void completed(ModelReply reply, ProviderReply last, List<Attempt> attempts, long now) {
    Response response =
        new Response(
            reply.message(),
            reply.finishReason(),
            reply.servedModel(),
            reply.responseId(),
            reply.usage(),
            reply.cost(),
            since(now),
            timing.timing(),
            last.raw());
    end(reply.refused() ? Status.REFUSED : Status.OK, null, response, attempts, reply.added(), now);
    if (spans != null) {
      spans.end(reply.message(), null);
    }
    if (core.hasListeners()) {
      core.tell(new ChatEvent.Completed(traceId, since(now), reply));
    }
  }

  void failed(
      FailureKind kind,
      Failure failure,
      List<Attempt> attempts,
      List<Message> added,
      Throwable cause,
      long now) {
    List<Message> transcript = new ArrayList<>(added);
    Message partial = partial();
    Response response = null;
    if (partial != null) {
      transcript.add(partial);
      response =
          new Response(partial, null, null, null, null, null, since(now), timing.timing(), null);
    }
    end(status(kind), failure, response, attempts, transcript, now);
    if (spans != null) {
      spans.end(partial, cause);
    }
    if (core.hasListeners()) {
      core.tell(new ChatEvent.Failed(traceId, since(now), kind, String.valueOf(failure.message())));
    }
  }

  private void end(
      Status status,
      @Nullable Failure failure,
      @Nullable Response response,
      List<Attempt> attempts,
      List<Message> transcript,
      long now) {
    if (ended) {
      return;
    }
    ended = true;
    if (logs.isEmpty()) {
      return;
    }
    Interaction interaction =
        new Interaction(
            traceId,
            sequence,
            request.parent,
            start,
            since(now),
            core.provider.name(),
            core.provider.model(),
            input(),
            response,
            status,
            failure,
            attempts,
            runs,
            transcript,
            request.metadata);
    logs.forEach(log -> log.add(interaction));
  }

  /** A question with an image stays among the messages, whole. */
  private Input input() {
    List<Message> history = request.history;
    Message last = request.prompt;
    if (last == null) {
      last = history.get(history.size() - 1);
      history = history.subList(0, history.size() - 1);
    }
    boolean isPrompt =
        last.role().equals("user")
            && last.content().stream().allMatch(ContentBlock.Text.class::isInstance);
    if (!isPrompt) {
      history = new ArrayList<>(history);
      history.add(last);
    }
    return new Input(
        request.systemPrompt,
        isPrompt ? last.text() : null,
        history,
        tools,
        request.parameters.or(core.parameters).toJson());
  }

  private @Nullable Message partial() {
    if (text == null && reasoning == null) {
      return null;
    }
    List<ContentBlock> content =
        text == null ? List.of() : List.of(new ContentBlock.Text(text.toString()));
    String thoughts = reasoning == null ? null : reasoning.toString();
    return new Message("assistant", content, thoughts, List.of(), null, null);
  }

  private static Status status(FailureKind kind) {
    return switch (kind) {
      case REFUSED -> Status.REFUSED;
      case TIMEOUT -> Status.TIMEOUT;
      case CANCELLED -> Status.ABANDONED;
      default -> Status.ERROR;
    };
  }

  private Duration since(long now) {
    return Duration.ofNanos(now - startNanos);
  }
}
