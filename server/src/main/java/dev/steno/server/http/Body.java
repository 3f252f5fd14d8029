// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import io.netty.util.concurrent.EventExecutor;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Collects the body of one request within a limit and a budget. For one thread, the request's event
 * loop; only giving back what was taken may come from another.
 *
 * <p>Design note: the limit is held here and not by the server's own setting, so that a refusal is
 * written by the door that was knocked at and the budget is taken while bytes arrive.
 */
public final class Body implements Subscriber<HttpObject> {
  private final ByteArrayOutputStream bytes;
  private final long limit;
  private final Budget budget;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private long taken;

  private Body(long limit, Budget budget, int expected) {
    this.limit = limit;
    this.budget = budget;
    this.bytes = new ByteArrayOutputStream(expected);
  }

  /**
   * Reads the body of {@code request}. The future fails with a {@link Refusal} if it is longer than
   * {@code limit} bytes or the budget is exhausted. What was taken from the budget is given back by
   * {@code done}, however it ends.
   */
  public static CompletableFuture<byte[]> read(
      HttpRequest request,
      long limit,
      Budget budget,
      CompletableFuture<?> done,
      EventExecutor loop) {
    long announced = request.headers().getLong(HttpHeaderNames.CONTENT_LENGTH, 0);
    Body body = new Body(limit, budget, (int) Math.min(announced, 64 * 1024));
    done.whenComplete((answer, thrown) -> body.giveBack());
    request.subscribe(body, loop);
    return body.whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject object) {
    if (!(object instanceof HttpData data) || whole.isDone()) {
      return;
    }
    if (bytes.size() + (long) data.length() > limit) {
      refuse(Refusal.tooLarge("body", limit));
    } else if (!take(data.length())) {
      refuse(Budget.exhausted());
    } else {
      bytes.writeBytes(data.array());
    }
  }

  @Override
  public void onError(Throwable thrown) {
    whole.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }

  private void refuse(Refusal refusal) {
    bytes.reset();
    if (subscription != null) {
      subscription.cancel();
    }
    whole.completeExceptionally(refusal);
  }

  private synchronized boolean take(long length) {
    if (taken < 0 || !budget.take(length)) {
      return false;
    }
    taken += length;
    return true;
  }

  private synchronized void giveBack() {
    if (taken > 0) {
      budget.give(taken);
    }
    taken = -1;
  }
}
