// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import dev.steno.client.GenerationSpan;
import dev.steno.client.MessageSpan;
import dev.steno.client.Steno;
import dev.steno.client.ToolSpan;
import dev.steno.client.Trace;
import dev.steno.client.User;

/** Spans as an application writes them with the client. For one thread. */
final class ClientSpans {
  private final Trace trace;
  private final MessageSpan turn;

  ClientSpans(Steno steno) {
    trace = begin(steno);
    turn = trace.message(Said.INPUT);
  }

  private static Trace begin(Steno steno) {
    return steno.trace(t -> t.conversationId(Said.CONVERSATION).user(User.of(Said.USER)));
  }

  /** A trace of its own, and a root in it. */
  static Trace trace(Steno steno) {
    Trace trace = begin(steno);
    trace.message(Said.INPUT).end(Said.OUTPUT);
    return trace;
  }

  /** A root. */
  MessageSpan message() {
    MessageSpan span = trace.message(Said.INPUT);
    span.end(Said.OUTPUT);
    return span;
  }

  /** Below a root. */
  ToolSpan tool() {
    ToolSpan span = turn.tool(Said.INPUT).toolName(Said.TOOL);
    span.end(Said.OUTPUT);
    return span;
  }

  /** Below a root. */
  GenerationSpan generation() {
    GenerationSpan span = turn.generation(Said.INPUT).model(Said.MODEL).provider(Said.PROVIDER);
    span.end(Said.OUTPUT);
    return span;
  }

  /** Below a root, of typed messages. */
  GenerationSpan messages() {
    GenerationSpan span = turn.generation(Said.MESSAGES).model(Said.MODEL).provider(Said.PROVIDER);
    span.end(Said.ANSWER);
    return span;
  }
}
