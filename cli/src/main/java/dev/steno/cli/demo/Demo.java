// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.testing.MockModel;
import dev.steno.testing.ModelScript;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Three customers and the shop's support, one after the other. For one thread. */
final class Demo {
  private static final int TOOLS_AT_ONCE = 4;
  private static final int FLUSH_SECONDS = 20;

  private final String server;
  private final String token;
  private final String run;

  /**
   * A demo.
   *
   * @param server the address of a server
   * @param token what to be known by
   * @param run tells the conversations of this run from those of others
   */
  Demo(String server, String token, String run) {
    this.server = server;
    this.token = token;
    this.run = run;
  }

  /**
   * Plays all conversations and returns the ids of their traces, in order, each of them kept by the
   * server.
   *
   * @param told is told each conversation and its number of turns when it is over
   * @throws IOException if the model or the server did not do their part
   */
  List<String> play(BiConsumer<Visit, String> told) throws IOException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(TOOLS_AT_ONCE, Demo::daemon);
    try (MockModel model = MockModel.start(ModelScript.support());
        OpenTelemetrySdk sdk = Telemetry.to(server, token)) {
      Tracer tracer = sdk.getTracer("dev.steno.demo", "1.4.0");
      ChatClient client = new ChatClient(model.baseUrl());
      List<Tool> tools = new Shop(new PolicySearch(tracer)).tools();
      List<String> traces = new ArrayList<>();
      for (Visit visit : Visit.all()) {
        String conversation = visit.title() + "-" + run;
        AgentSpans spans = new AgentSpans(tracer, visit, conversation);
        SupportAgent agent = new SupportAgent(client, tools, spans, visit, workers);
        for (Visit.Turn turn : visit.turns()) {
          traces.add(agent.turn(turn));
        }
        told.accept(visit, conversation);
      }
      var flushed = sdk.getSdkTracerProvider().forceFlush().join(FLUSH_SECONDS, TimeUnit.SECONDS);
      if (!flushed.isSuccess()) {
        throw new IOException("the server did not take the spans within " + FLUSH_SECONDS + " s");
      }
      return traces;
    } finally {
      workers.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "demo-tool");
    thread.setDaemon(true);
    return thread;
  }
}
