// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.Parameters;
import dev.steno.chat.provider.ProviderFailure;
import dev.steno.chat.provider.ProviderReply;
import dev.steno.chat.provider.ProviderRequest;
import dev.steno.chat.session.InteractionLog;
import dev.steno.client.content.SafeText;
import dev.steno.codec.Json;
import dev.steno.model.Usage;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.Attempt.Reason;
import dev.steno.model.interaction.Interaction.Failure;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One logical call: says what to ask next, and is told what came of it, until it is over. Tools are
 * run, failures waited out and answers corrected in here, whoever asks the provider and however.
 * For one thread at a time.
 */
final class LogicalCall {
  final Core core;
  private final ModelRequest request;
  private final @Nullable StructuredAnswer<?> acceptance;
  private final @Nullable JsonObject schema;
  private final List<JsonObject> tools;
  private final List<Message> messages;
  private final List<Message> added = new ArrayList<>(1);
  private final List<Attempt> attempts = new ArrayList<>(1);
  private final Parameters parameters;
  private final long start = System.nanoTime();
  private final @Nullable CallRecord record;
  private final ToolRounds rounds;
  private Reason reason = Reason.FIRST;
  private Duration delay = Duration.ZERO;
  private long asked;
  private int failures;
  private int corrections;
  private @Nullable Usage usage;
  private @Nullable BigDecimal cost;
  private @Nullable ProviderReply last;

  /**
   * A call that begins now.
   *
   * @param logs where its interaction goes; empty if it is recorded nowhere
   * @param conversation the conversation it belongs to
   * @param acceptance for structured answers
   */
  LogicalCall(
      Core core,
      ModelRequest request,
      List<InteractionLog> logs,
      @Nullable String conversation,
      @Nullable StructuredAnswer<?> acceptance) {
    this.core = core;
    this.request = request;
    this.acceptance = acceptance;
    schema = acceptance == null || !core.provider.takesSchema() ? null : acceptance.schema();
    tools = request.tools.isEmpty() ? List.of() : definitions(request.tools);
    messages = request.messages();
    if (acceptance != null && schema == null) {
      messages.add(0, Message.text("system", instruction(acceptance.schema())));
    }
    parameters = request.parameters.or(core.parameters);
    record =
        logs.isEmpty() && !core.isWatched()
            ? null
            : new CallRecord(core, request, tools, logs, conversation, start);
    rounds = new ToolRounds(request, core.clock, start, record);
  }

  private static List<JsonObject> definitions(List<Tool> tools) {
    return tools.stream().map(Tool::definition).toList();
  }

  private static String instruction(JsonObject schema) {
    return "Answer with one JSON value and nothing else. It must be valid against this JSON schema:\n"
        + Json.write(schema);
  }

  /** The next request. */
  ProviderRequest next() {
    asked = System.nanoTime();
    if (record != null) {
      record.asking(reason, messages);
    }
    return new ProviderRequest(messages, tools, parameters, schema);
  }

  /** A piece of a streamed answer is here. */
  void chunk(ReplyChunk chunk) {
    if (record != null) {
      record.chunk(chunk, System.nanoTime());
    }
  }

  /**
   * An answer is here.
   *
   * @return true if it is the last
   * @throws ChatException if the call has failed by it
   */
  boolean answered(ProviderReply reply) {
    attempt(reply, null);
    failures = 0;
    last = reply;
    count(reply);
    if (record != null) {
      record.answered(reply);
    }
    messages.add(reply.message());
    added.add(reply.message());
    try {
      if (rounds.run(reply.message(), added, messages)) {
        reason = Reason.TOOLS;
        delay = Duration.ZERO;
        return false;
      }
    } catch (ProviderFailure e) {
      throw over(e);
    }
    String refusal =
        acceptance == null || reply.refused() ? null : acceptance.refuse(reply.message());
    if (refusal == null) {
      if (record != null) {
        record.completed(reply(), reply, attempts, System.nanoTime());
      }
      return true;
    }
    correct(refusal);
    return false;
  }

  private void correct(String refusal) {
    int at = attempts.size() - 1;
    attempts.set(at, attempts.get(at).rejected(refusal));
    if (corrections++ == core.maxCorrections) {
      throw over(
          new ProviderFailure(
              FailureKind.INVALID_ANSWER,
              "the answer is still not of the structure asked for after "
                  + core.maxCorrections
                  + " corrections: "
                  + refusal));
    }
    Message correction = Message.text("user", refusal);
    messages.add(correction);
    added.add(correction);
    reason = Reason.CORRECTION;
    delay = Duration.ZERO;
    if (record != null) {
      record.retrying(attempts.size() + 1, FailureKind.INVALID_ANSWER, delay, System.nanoTime());
    }
  }

  /**
   * A request failed; waits until it may be made again.
   *
   * @param mayRepeat false if a piece of its answer was handed on already
   * @throws ChatException if the call has failed for good
   */
  void failed(ProviderFailure failure, boolean mayRepeat) {
    attempt(null, failure);
    failures++;
    if (!mayRepeat || !failure.kind().isPassing() || failures >= core.maxAttempts) {
      throw over(failure);
    }
    Duration wait = core.delay(failures, failure.retryAfter());
    if (wait == null) {
      throw over(failure);
    }
    reason = Reason.RETRY;
    delay = wait;
    if (record != null) {
      record.retrying(attempts.size() + 1, failure.kind(), wait, System.nanoTime());
    }
    try {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw over(
          new ProviderFailure(
              FailureKind.CANCELLED, "cancelled while waiting to try again", null, null, e));
    }
  }

  /** The caller stopped reading. */
  void abandoned() {
    ProviderFailure failure =
        new ProviderFailure(FailureKind.CANCELLED, "the stream was closed before its end");
    attempt(null, failure);
    over(failure);
  }

  /** Something threw what nobody expected; it is recorded, and the caller's to throw on. */
  void broke(Throwable thrown) {
    over(new ProviderFailure(FailureKind.INTERNAL, SafeText.message(thrown), null, null, thrown));
  }

  /** The call has failed for good. */
  private ChatException over(ProviderFailure failure) {
    String message = failure.getMessage() == null ? failure.kind().label() : failure.getMessage();
    if (record != null) {
      record.failed(failure.kind(), shape(failure), attempts, added, failure, System.nanoTime());
    }
    return new ChatException(
        failure.kind(),
        core.provider.name() + " " + core.provider.model() + ": " + message,
        record == null ? null : record.traceId,
        attempts,
        failure);
  }

  /** The last answer, with all that the call brought. */
  ModelReply reply() {
    ProviderReply end = last;
    if (end == null) {
      throw new IllegalStateException("the call is not over (expected: a stream read to its end)");
    }
    return new ModelReply(
        end.message(),
        end.finishReason(),
        end.refused(),
        end.servedModel(),
        end.responseId(),
        usage,
        cost,
        added,
        record == null ? null : record.traceId);
  }

  private void attempt(@Nullable ProviderReply reply, @Nullable ProviderFailure failure) {
    attempts.add(
        new Attempt(
            attempts.size() + 1,
            reason,
            Duration.ofNanos(asked - start),
            delay,
            Duration.ofNanos(System.nanoTime() - asked),
            reply == null ? null : reply.finishReason(),
            reply == null ? null : reply.usage(),
            null,
            failure == null ? null : shape(failure)));
  }

  private static Failure shape(ProviderFailure failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return new Failure(
        failure.kind().label(), cause.getClass().getName(), failure.getMessage(), failure.status());
  }

  private void count(ProviderReply reply) {
    Usage one = reply.usage();
    if (one != null) {
      usage = usage == null ? one : usage.plus(one);
    }
    BigDecimal paid = reply.cost();
    if (paid == null && one != null && core.prices != null) {
      paid = core.prices.cost(core.provider.name(), core.provider.model(), one);
    }
    if (paid != null) {
      cost = cost == null ? paid : cost.add(paid);
    }
  }
}
