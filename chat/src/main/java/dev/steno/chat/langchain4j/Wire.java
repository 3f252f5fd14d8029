// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.steno.chat.provider.Secrets;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.interaction.Response.Raw;
import dev.steno.model.json.JsonValue.JsonObject;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the wire in one request, as far as it is of interest. Used by the thread that asks
 * and then by the one that reads; cancelled by any.
 */
final class Wire {
  private static final ThreadLocal<Wire> CURRENT = new ThreadLocal<>();

  private final RequestBody body;
  private final @Nullable Verbatim verbatim;
  private final WireFacts facts = new WireFacts();
  private volatile @Nullable Duration retryAfter;
  private volatile boolean streamed;
  private volatile boolean done;
  private volatile Consumer<@Nullable Throwable> closed = error -> {};
  private @Nullable Runnable cancel;
  private boolean cancelled;

  /**
   * A request that has not been made.
   *
   * @param body what its body shall be
   * @param verbatimBytes how much of its bodies is kept; 0 for nothing
   */
  Wire(RequestBody body, int verbatimBytes, Secrets secrets) {
    this.body = body;
    verbatim = verbatimBytes == 0 ? null : new Verbatim(verbatimBytes, secrets);
  }

  /** The one of the call that this thread makes; for a call that nobody watches, a new one. */
  static Wire current() {
    Wire wire = CURRENT.get();
    return wire != null ? wire : new Wire(RequestBody.AS_IT_IS, 0, Secrets.NONE);
  }

  /** Makes this the current one of the thread while something is asked. */
  Scope open() {
    CURRENT.set(this);
    return CURRENT::remove;
  }

  /** Ends what {@link #open} began. */
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** The body that is sent instead of {@code written}. */
  String asked(String written) {
    String sent = body.of(written);
    if (verbatim != null) {
      verbatim.request(sent);
    }
    return sent;
  }

  void opened(int status, HttpHeaders headers) {
    retryAfter = RetryAfter.of(headers);
  }

  void body(String body) {
    if (verbatim != null) {
      verbatim.response(body);
    }
    fact(body);
  }

  void event(@Nullable String data) {
    streamed = true;
    if (data == null) {
      return;
    }
    done |= data.equals("[DONE]");
    if (verbatim != null) {
      verbatim.response(data);
    }
    if (WireFacts.mayTell(data)) {
      fact(data);
    }
  }

  private void fact(String json) {
    try {
      if (Json.parse(json) instanceof JsonObject object) {
        facts.read(object);
      }
    } catch (CodecException ignored) {
      // LangChain4j reads it as well, and says what is wrong with it.
    }
  }

  /** True for a stream in which nothing said that the answer is at its end. */
  boolean isUnfinished() {
    return streamed && !done && facts.finishReason() == null;
  }

  /** What to do when the stream is over, well or by an error. */
  void whenClosed(Consumer<@Nullable Throwable> action) {
    closed = action;
  }

  void closed(@Nullable Throwable error) {
    closed.accept(error);
  }

  WireFacts facts() {
    return facts;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  @Nullable Raw raw() {
    return verbatim == null ? null : verbatim.raw();
  }

  ServerSentEventListener watching(ServerSentEventListener listener) {
    return new ModelHttp.Watching(listener, this);
  }

  /** The way to cancel from now on. */
  void cancelledBy(Runnable way) {
    boolean late;
    synchronized (this) {
      cancel = way;
      late = cancelled;
    }
    if (late) {
      way.run();
    }
  }

  void cancel() {
    Runnable way;
    synchronized (this) {
      cancelled = true;
      way = cancel;
    }
    if (way != null) {
      way.run();
    }
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }
}
