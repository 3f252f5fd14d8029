// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.testing.MockModel;
import dev.steno.testing.ModelScript;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Three customers and the shop's support, one after the other. For one thread. Made before the
 * server is there: what it needs is loaded while the store is opened.
 */
final class Demo implements AutoCloseable {
  private static final int TOOLS_AT_ONCE = 4;
  private static final int FLUSH_SECONDS = 20;

  private final MockModel model = MockModel.start(ModelScript.support());
  private final ChatClient client = new ChatClient(model.baseUrl());
  private final ExecutorService workers = Executors.newFixedThreadPool(TOOLS_AT_ONCE, Demo::daemon);

  private Demo() {}

  /** A demo whose model answers. */
  static Demo ready() {
    Demo demo = new Demo();
    try {
      demo.client.check();
      return demo;
    } catch (IOException e) {
      demo.close();
      throw new UncheckedIOException("the mock model does not answer", e);
    }
  }

  /**
   * Plays all conversations and returns the ids of their traces, in order, each of them kept by the
   * server.
   *
   * @param sdk sends to the server
   * @param run tells the conversations of this run from those of others
   * @param told is told each conversation and its id when it is over
   * @throws IOException if the model or the server did not do their part
   */
  List<String> play(OpenTelemetrySdk sdk, String run, BiConsumer<Visit, String> told)
      throws IOException, InterruptedException {
    Tracer tracer = sdk.getTracer("dev.steno.demo", "1.4.0");
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
  }

  @Override
  public void close() {
    workers.shutdownNow();
    model.close();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "demo-tool");
    thread.setDaemon(true);
    return thread;
  }
}
