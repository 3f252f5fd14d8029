// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class BudgetTest {

  @Test
  void no_more_is_taken_than_there_is() {
    Budget budget = new Budget(10);

    assertThat(budget.take(6)).isTrue();
    assertThat(budget.take(5)).isFalse();
    assertThat(budget.take(4)).isTrue();
    budget.give(6);

    assertThat(budget.used()).isEqualTo(4);
    assertThat(budget.take(6)).isTrue();
  }

  @Test
  void a_body_takes_while_it_is_read_and_gives_back_when_it_is_answered() {
    Budget budget = new Budget(10);
    CompletableFuture<Void> answered = new CompletableFuture<>();

    CompletableFuture<byte[]> body = read(6, 100, budget, answered);

    assertThat(body).isCompletedWithValueMatching(bytes -> bytes.length == 6);
    assertThat(budget.used()).isEqualTo(6);
    answered.complete(null);
    assertThat(budget.used()).isZero();
  }

  @Test
  void a_body_beyond_the_budget_is_to_be_sent_again_and_one_beyond_the_limit_is_not() {
    Budget budget = new Budget(10);
    CompletableFuture<Void> answered = new CompletableFuture<>();

    CompletableFuture<byte[]> beyondBudget = read(11, 100, budget, answered);
    CompletableFuture<byte[]> beyondLimit = read(5, 4, budget, answered);

    assertThat(refusal(beyondBudget).status().code()).isEqualTo(429);
    assertThat(refusal(beyondBudget).retryAfterSeconds()).isPositive();
    assertThat(refusal(beyondLimit).status().code()).isEqualTo(413);
    assertThat(refusal(beyondLimit).retryAfterSeconds()).isZero();
    answered.complete(null);
    assertThat(budget.used()).isZero();
  }

  private static CompletableFuture<byte[]> read(
      int length, long limit, Budget budget, CompletableFuture<?> answered) {
    HttpRequest request =
        HttpRequest.of(RequestHeaders.of(HttpMethod.POST, "/"), HttpData.wrap(new byte[length]));
    return Body.read(request, limit, budget, answered, ImmediateEventExecutor.INSTANCE);
  }

  private static Refusal refusal(CompletableFuture<byte[]> body) {
    return (Refusal) body.handle((bytes, thrown) -> Failures.cause(thrown)).join();
  }
}
