// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.otlp.dialect.KnownMessages;
import dev.steno.otlp.wire.Budget;
import dev.steno.otlp.wire.Rejection;
import dev.steno.otlp.wire.ResourceBatch;

/** Takes the items of a request, resource by resource. For one thread. */
final class Intake<T> implements ResourceBatch.Intake<T> {
  private final RequestContext context;
  private final Budget budget;
  private final KnownMessages known;
  private final Outcome outcome;
  private final Turn<T> turn;

  /** Turns one item into records of the outcome. */
  interface Turn<T> {
    void turn(SpanMaker maker, T item) throws Rejection;
  }

  Intake(
      RequestContext context, Budget budget, KnownMessages known, Outcome outcome, Turn<T> turn) {
    this.context = context;
    this.budget = budget;
    this.known = known;
    this.outcome = outcome;
    this.turn = turn;
  }

  @Override
  public void accept(ResourceBatch<T> batch) {
    if (batch.scopes().isEmpty()) {
      return;
    }
    try {
      String project = Projects.of(context.project(), batch.resource().values());
      SpanMaker maker = new SpanMaker(project, context.arrival(), batch.resource(), budget, known);
      batch.scopes().forEach(scope -> scope(maker, scope));
    } catch (Rejection e) {
      outcome.reject(e.sentence(), batch.scopes().stream().mapToLong(s -> s.items().size()).sum());
    }
  }

  private void scope(SpanMaker maker, ResourceBatch.Scope<T> scope) {
    maker.enter(scope);
    for (T item : scope.items()) {
      try {
        turn.turn(maker, item);
      } catch (Rejection e) {
        outcome.reject(e.sentence(), 1);
      }
    }
  }

  @Override
  public void reject(String sentence) {
    outcome.reject(sentence, 1);
  }
}
