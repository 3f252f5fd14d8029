// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.tail;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.server.http.Failures;
import dev.steno.server.http.Refusal;
import dev.steno.server.tail.Listener.Subject;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.query.Filter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Tells listeners which traces changed. Thread-safe; the store is read by one thread of its own.
 *
 * <p>Changes are collected for {@link #QUIET} and told once a trace. At most {@value
 * #MAX_LISTENERS} listen, and at most {@value #MAX_CHANGED} changed traces are remembered: what is
 * beyond that is told to listeners as dropped, for a tail is a view and the record is in the store.
 */
public final class Tail implements AutoCloseable {
  static final int MAX_LISTENERS = 100;
  static final int MAX_CHANGED = 10_000;
  static final Duration QUIET = Duration.ofMillis(250);
  private static final Duration PING = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Changes changes;
  private final Function<TraceSummary, String> json;
  private final ScheduledExecutorService thread;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Set<TraceId>> changed = new LinkedHashMap<>();
  private int count;
  private long overflow;
  private boolean scheduled;
  private boolean closed;

  /**
   * A tail that nobody listens to yet.
   *
   * @param json writes a summary in one line
   * @param thread one thread; the caller stops it
   */
  public Tail(
      Changes changes, Function<TraceSummary, String> json, ScheduledExecutorService thread) {
    this.changes = changes;
    this.json = json;
    this.thread = thread;
    thread.scheduleAtFixedRate(this::ping, PING.toMillis(), PING.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many listen. */
  public int listeners() {
    return listeners.size();
  }

  /** Remembers that the traces of these parts changed; costs nothing while nobody listens. */
  public void changed(Collection<SpanPart> parts) {
    if (listeners.isEmpty()) {
      return;
    }
    synchronized (this) {
      for (SpanPart part : parts) {
        remember(part.span().project(), part.span().traceId());
      }
      if (!scheduled && !closed) {
        scheduled = true;
        thread.schedule(this::tellAll, QUIET.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /**
   * An endless answer with an event for each trace of the project that changes and meets the
   * filter.
   *
   * @throws Refusal 503 if too many listen
   */
  public HttpResponse listen(ServiceRequestContext context, String project, Filter filter) {
    HttpResponseWriter writer = HttpResponse.streaming();
    Listener listener = new Listener(new Subject(project, filter), writer);
    synchronized (this) {
      if (closed || listeners.size() >= MAX_LISTENERS) {
        throw Refusal.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "tail: "
                    + listeners.size()
                    + " clients follow (expected: at most "
                    + MAX_LISTENERS
                    + "). Close one and try again.")
            .retryAfter(PING);
      }
      listeners.add(listener);
    }
    context.clearRequestTimeout();
    writer.whenComplete().whenComplete((done, thrown) -> listeners.remove(listener));
    writer.write(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.EVENT_STREAM)
            .set("x-accel-buffering", "no")
            .build());
    listener.send("retry: 2000\n: following\n\n");
    return writer;
  }

  /** Ends every listener with a last event. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    listeners.forEach(listener -> listener.end("event: end\ndata: {\"reason\":\"closing\"}\n\n"));
  }

  private void remember(String project, TraceId trace) {
    if (count < MAX_CHANGED
        && changed.computeIfAbsent(project, name -> new LinkedHashSet<>()).add(trace)) {
      count++;
    } else if (count >= MAX_CHANGED) {
      overflow++;
    }
  }

  private void tellAll() {
    Map<String, Set<TraceId>> now;
    long dropped;
    synchronized (this) {
      now = new HashMap<>(changed);
      dropped = overflow;
      changed.clear();
      count = 0;
      overflow = 0;
      scheduled = false;
    }
    Map<Subject, List<Listener>> bySubject = new HashMap<>();
    listeners.forEach(
        listener ->
            bySubject
                .computeIfAbsent(listener.subject(), subject -> new java.util.ArrayList<>())
                .add(listener));
    bySubject.forEach((subject, hearing) -> tell(subject, hearing, now, dropped));
  }

  private void tell(
      Subject subject, List<Listener> hearing, Map<String, Set<TraceId>> now, long dropped) {
    try {
      Set<TraceId> ids = now.getOrDefault(subject.project(), Set.of());
      for (TraceSummary summary : changes.of(subject.project(), ids, subject.filter())) {
        String event = "event: trace\ndata: " + json.apply(summary) + "\n\n";
        hearing.forEach(listener -> send(listener, event));
      }
      if (dropped > 0) {
        String event = "event: dropped\ndata: {\"dropped\":" + dropped + "}\n\n";
        hearing.forEach(listener -> send(listener, event));
      }
    } catch (RuntimeException e) {
      // A tail that misses an update is better than one that ends: the next change tells it.
      Failures.logUnforeseen("The tail", e);
    }
  }

  private void send(Listener listener, String event) {
    listener.send(event);
    if (listener.hasEnded()) {
      listeners.remove(listener);
      try {
        thread.schedule(listener::abort, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException stopping) {
        listener.abort();
      }
    }
  }

  private void ping() {
    listeners.forEach(Listener::ping);
  }
}
