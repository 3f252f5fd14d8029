// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class NoticesTest {
  private final AtomicLong clock = new AtomicLong();
  private final Notices notices =
      new Notices(DeliveryOptions.builder(URI.create("http://steno")).build(), clock::get);

  @Test
  void trouble_that_stays_or_comes_back_is_told_again_after_an_hour() {
    try (Logged logged = new Logged()) {
      notices.full(DropReason.QUEUE_FULL);
      clock.addAndGet(Duration.ofHours(1).toNanos());
      notices.full(DropReason.QUEUE_FULL);
      assertThat(logged.sentences()).hasSize(1);

      clock.addAndGet(1);
      notices.full(DropReason.QUEUE_FULL);
      notices.full(DropReason.QUEUE_FULL);

      assertThat(logged.sentences()).hasSize(2);
    }
  }

  @Test
  void trouble_of_another_kind_is_told_at_once() {
    try (Logged logged = new Logged()) {
      notices.refused(Answer.none("it cannot be reached"), false);
      notices.refused(Answer.none("it did not answer within 5 ms"), true);
      notices.refused(Answer.insecure("TLS failed"), true);
      notices.tooLarge(5);

      assertThat(logged.sentences()).hasSize(3);
    }
  }
}
