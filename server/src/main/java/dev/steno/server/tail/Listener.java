// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.tail;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import dev.steno.storage.query.Filter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One client that follows: a queue of at most {@value #MAX_QUEUED} characters in front of its
 * connection. Thread-safe. A client that reads too slowly is told how many events it missed and let
 * go.
 */
final class Listener {
  static final int MAX_QUEUED = 1 << 20;
  private static final int AT_ONCE = 64 << 10;

  private final Subject subject;
  private final HttpResponseWriter writer;
  private final Deque<String> queue = new ArrayDeque<>();
  private long queued;
  private boolean writing;
  private boolean ended;

  /** What a listener wants to hear of. Immutable. */
  record Subject(String project, Filter filter) {}

  Listener(Subject subject, HttpResponseWriter writer) {
    this.subject = subject;
    this.writer = writer;
  }

  Subject subject() {
    return subject;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Queues an event, or ends the listener if its queue is full. */
  synchronized void send(String event) {
    if (ended) {
      return;
    }
    if (!queue.isEmpty() && queued + event.length() > MAX_QUEUED) {
      int dropped = queue.size() + 1;
      queue.clear();
      end("event: dropped\ndata: {\"dropped\":" + dropped + "}\n\n");
      return;
    }
    queue.add(event);
    queued += event.length();
    write();
  }

  /** A comment that keeps the connection open; left out if events are waiting anyway. */
  synchronized void ping() {
    if (!ended && queue.isEmpty() && !writing) {
      send(": ping\n\n");
    }
  }

  /** Says a last event and closes. */
  synchronized void end(String last) {
    if (!ended) {
      ended = true;
      // One that is not open any more was closed by its client.
      if (writer.tryWrite(HttpData.ofUtf8(last))) {
        writer.close();
      }
    }
  }

  /** Lets go of a connection whose client does not even read the last event. */
  void abort() {
    writer.abort();
  }

  private void write() {
    if (writing || ended || queue.isEmpty()) {
      return;
    }
    writing = true;
    if (!writer.tryWrite(HttpData.ofUtf8(next()))) {
      ended = true;
      return;
    }
    writer
        .whenConsumed()
        .whenComplete(
            (consumed, thrown) -> {
              if (thrown == null) {
                written();
              } else {
                lost();
              }
            });
  }

  /** As many events as go well together. */
  private String next() {
    StringBuilder some = new StringBuilder();
    while (!queue.isEmpty() && some.length() < AT_ONCE) {
      some.append(queue.remove());
    }
    queued -= some.length();
    return some.toString();
  }

  private synchronized void written() {
    writing = false;
    write();
  }

  private synchronized void lost() {
    ended = true;
    queue.clear();
  }
}
