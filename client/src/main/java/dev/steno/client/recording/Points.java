// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Spans that may be points in time: those that nobody ends. One becomes a point, which ends when it
 * began, as soon as what it was begun in ends, or nobody can reach it any more to end it, or the
 * client closes. Thread-safe.
 */
public final class Points {
  /** More are not held: the next one found becomes a point. */
  private static final int MOST = 10_000;

  private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
  private final Set<Point> open = ConcurrentHashMap.newKeySet();

  /** A span that may be a point. */
  public static final class Point extends PhantomReference<Object> {
    private final Live live;
    private final Object owner;
    private final long begun;

    private Point(
        Object handle, ReferenceQueue<Object> queue, Live live, Object owner, long begun) {
      super(handle, queue);
      this.live = live;
      this.owner = owner;
      this.begun = begun;
    }

    private void end() {
      if (live.claim()) {
        live.ok();
        live.finish(begun);
      }
    }
  }

  /**
   * Watches a span.
   *
   * @param handle what its user holds of it
   * @param owner what it was begun in
   * @param begun when, in nanoseconds since 1970
   */
  public Point watch(Object handle, Live live, Object owner, long begun) {
    Point point = new Point(handle, unreachable, live, owner, begun);
    open.add(point);
    if (open.size() > MOST) {
      end(open.iterator().next());
    }
    return point;
  }

  /** The user ended it. */
  public void forget(Point point) {
    open.remove(point);
  }

  /** Ends what nobody can reach. */
  public void settle() {
    for (Reference<?> found = unreachable.poll(); found != null; found = unreachable.poll()) {
      end((Point) found);
    }
  }

  /** Ends what was begun in {@code owner}. */
  public void settle(Object owner) {
    endIf(point -> point.owner == owner);
  }

  /** Ends all. */
  public void settleAll() {
    endIf(point -> true);
  }

  private void endIf(Predicate<Point> condition) {
    for (Point point : open) {
      if (condition.test(point)) {
        end(point);
      }
    }
  }

  private void end(Point point) {
    if (open.remove(point)) {
      point.end();
    }
  }
}
