// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.ProviderFailure;
import dev.steno.chat.session.InteractionLog;
import dev.steno.model.interaction.Interaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chat model that keeps what it was asked and what it answered, if that was asked for. One
 * interaction a logical call, whatever becomes of it. Thread-safe.
 */
public final class TracedModel implements AutoCloseable {
  private final Core core;
  private final Workers workers;

  TracedModel(Core core, int parallel) {
    this.core = core;
    workers = new Workers("steno-chat-" + core.provider.name(), parallel);
  }

  /** Such as {@code openai}. */
  public String provider() {
    return core.provider.name();
  }

  /** The model that is asked for. */
  public String model() {
    return core.provider.model();
  }

  /**
   * Asks one thing, and waits for the answer.
   *
   * @throws ChatException if there is none
   */
  public ModelReply generate(String prompt) {
    return generate(ModelRequest.of(prompt));
  }

  /**
   * Asks, and waits for the answer. Interrupting the thread cancels the request.
   *
   * @throws ChatException if there is none
   */
  public ModelReply generate(ModelRequest request) {
    return generate(request, null, null, null);
  }

  ModelReply generate(
      ModelRequest request,
      @Nullable InteractionLog session,
      @Nullable String conversation,
      @Nullable StructuredAnswer<?> acceptance) {
    LogicalCall call = call(request, session, conversation, acceptance);
    while (true) {
      try {
        if (call.answered(core.provider.call(call.next()))) {
          return call.reply();
        }
      } catch (ProviderFailure e) {
        call.failed(e, true);
      } catch (ChatException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        call.broke(e);
        throw e;
      }
    }
  }

  /**
   * Asks on another thread. Cancelling the future cancels the request.
   *
   * @return completes exceptionally with a {@link ChatException} if there is no answer; OVERLOADED
   *     if 10,000 calls are waiting already
   */
  public CompletableFuture<ModelReply> generateAsync(ModelRequest request) {
    return async(() -> generate(request));
  }

  <T> CompletableFuture<T> async(Supplier<T> work) {
    return workers.submit(work);
  }

  /** Asks for a streamed answer; the request is made when the first piece is read. */
  public ReplyStream stream(ModelRequest request) {
    return stream(request, null, null, reply -> {});
  }

  ReplyStream stream(
      ModelRequest request,
      @Nullable InteractionLog session,
      @Nullable String conversation,
      Consumer<@Nullable ModelReply> whenOver) {
    return new ReplyStream(call(request, session, conversation, null), whenOver);
  }

  /**
   * Asks for an answer of a structure, tells the model what is wrong with an answer that has
   * another, and waits.
   *
   * @param type a record, or a class that Jackson can make of JSON
   * @throws ChatException INVALID_ANSWER if the answer is still wrong after the last correction;
   *     REFUSED if the model declines
   */
  public <T> Structured<T> generateStructured(ModelRequest request, Class<T> type) {
    StructuredAnswer<T> answer = new StructuredAnswer<>(type);
    return answer.of(generate(request, null, null, answer));
  }

  /** What was asked and answered last, oldest first; empty if nothing is kept. */
  public List<Interaction> interactions() {
    return core.log == null ? List.of() : core.log.all();
  }

  /**
   * The interaction of that id, if it is still kept.
   *
   * @throws IllegalArgumentException if the id is blank
   */
  public Optional<Interaction> interaction(String id) {
    String checked = InteractionLog.checkedId(id);
    return core.log == null ? Optional.empty() : core.log.byId(checked);
  }

  /**
   * The last {@code n}, oldest first.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public List<Interaction> last(int n) {
    InteractionLog.checkCount(n);
    return core.log == null ? List.of() : core.log.last(n);
  }

  /** Forgets all interactions, and returns them. */
  public List<Interaction> drain() {
    return core.log == null ? List.of() : core.log.drain();
  }

  /** How many interactions had to give way to newer ones. */
  public long evicted() {
    return core.log == null ? 0 : core.log.evicted();
  }

  /** How often a listener threw something. */
  public long listenerFailures() {
    return core.listenerFailures.get();
  }

  /**
   * Cancels what {@link #generateAsync} has under way, and closes the client if the environment
   * named its server. Idempotent.
   */
  @Override
  public void close() {
    workers.close();
    core.close();
  }

  Core core() {
    return core;
  }

  private LogicalCall call(
      ModelRequest request,
      @Nullable InteractionLog session,
      @Nullable String conversation,
      @Nullable StructuredAnswer<?> acceptance) {
    List<InteractionLog> logs;
    if (core.log == null) {
      logs = session == null ? List.of() : List.of(session);
    } else {
      logs = session == null ? core.ownLog : List.of(core.log, session);
    }
    return new LogicalCall(core, request, logs, conversation, acceptance);
  }
}
