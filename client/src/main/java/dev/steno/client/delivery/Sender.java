// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import dev.steno.client.delivery.Item.Signal;
import java.util.List;

/** Sends what waits, one request after the other, until it is stopped. For one thread. */
final class Sender implements Runnable {
  private final DeliveryOptions options;
  private final Backlog backlog;
  private final Tally tally;
  private final Notices notices;
  private final Backoff backoff;

  Sender(DeliveryOptions options, Backlog backlog, Tally tally, Notices notices) {
    this.options = options;
    this.backlog = backlog;
    this.tally = tally;
    this.notices = notices;
    this.backoff = new Backoff(options.firstRetry(), options.longestRetry(), options.random());
  }

  @Override
  public void run() {
    Transport transport = new Transport(options);
    try {
      Parcel parcel = backlog.take();
      while (parcel != null && deliver(transport, parcel)) {
        backlog.done(parcel);
        parcel = backlog.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False if this was stopped before everything was sent or dropped. */
  private boolean deliver(Transport transport, Parcel parcel) throws InterruptedException {
    List<Item> items = parcel.next();
    while (items != null) {
      Signal signal = items.get(0).signal();
      Answer answer = transport.post(signal, Requests.body(items));
      boolean more =
          switch (answer.kind()) {
            case TAKEN -> taken(parcel, items, answer);
            case TOO_LARGE -> tooLarge(parcel, items);
            case REFUSED -> drop(parcel, items, DropReason.REFUSED, answer);
            case KEY_REFUSED ->
                backlog.keeps()
                    ? later(answer)
                    : drop(parcel, items, DropReason.KEY_REFUSED, answer);
            case INSECURE, LATER -> later(answer);
          };
      if (!more) {
        return false;
      }
      items = parcel.next();
    }
    return true;
  }

  private boolean taken(Parcel parcel, List<Item> items, Answer answer) {
    long rejected = Math.min(answer.rejected(), items.size());
    long own = items.stream().filter(Item::own).count();
    tally.sent(items.size() - rejected, own);
    if (rejected > 0) {
      tally.dropped(DropReason.REJECTED, rejected, false);
      notices.rejected(rejected);
    }
    parcel.settled();
    answered();
    return true;
  }

  private boolean tooLarge(Parcel parcel, List<Item> items) {
    answered();
    if (items.size() > 1) {
      parcel.split();
      return true;
    }
    tally.dropped(DropReason.TOO_LARGE, 1, items.get(0).own());
    notices.tooLarge(items.get(0).bytes().length);
    parcel.settled();
    return true;
  }

  private boolean drop(Parcel parcel, List<Item> items, DropReason reason, Answer answer) {
    long own = items.stream().filter(Item::own).count();
    tally.dropped(reason, own, true);
    tally.dropped(reason, items.size() - own, false);
    notices.refused(answer, false);
    parcel.settled();
    answered();
    return true;
  }

  private boolean later(Answer answer) throws InterruptedException {
    notices.refused(answer, backlog.keeps());
    backlog.isAway(true);
    return backlog.pause(backoff.next(answer.retryAfter()), answer.retryAfter() == null);
  }

  private void answered() {
    backoff.reset();
    backlog.isAway(false);
  }
}
