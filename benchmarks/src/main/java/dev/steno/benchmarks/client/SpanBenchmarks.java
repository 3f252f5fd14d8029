// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import dev.steno.client.Steno;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What JMH runs: a span from its beginning to its end. Stateless; the classes within are for the
 * threads that JMH gives them to, and can be extended since JMH does so.
 */
public final class SpanBenchmarks {
  /** Half of the beginnings that may wait at a time: more are skipped, which costs less. */
  private static final int WAITING = 5_000;

  private SpanBenchmarks() {}

  /** OpenTelemetry's SDK, for all threads. */
  @State(Scope.Benchmark)
  public static class BareSdk {
    private final SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(new Nowhere()).build();

    /** Ends it. */
    @TearDown
    public void close() {
      provider.close();
    }
  }

  /** The client, for all threads. */
  @State(Scope.Benchmark)
  public static class ClientSdk {
    private final Steno steno = Steno.builder().startParts(false).delivery(new Nowhere()).build();

    /** Ends it. */
    @TearDown
    public void close() {
      steno.close();
    }
  }

  /** Spans of OpenTelemetry alone. */
  @State(Scope.Thread)
  public static class Bare {
    private BareSpans spans = new BareSpans(TracerProvider.noop().get("bare"));

    /** Begins what they stand below. */
    @Setup
    public void begin(BareSdk sdk) {
      spans = new BareSpans(sdk.provider.get("bare"));
    }

    /** A root. */
    @Benchmark
    public Object message() {
      return spans.message();
    }

    /** Below a root. */
    @Benchmark
    public Object tool() {
      return spans.tool();
    }

    /** Below a root. */
    @Benchmark
    public Object generation() {
      return spans.generation();
    }

    /** Below a root, 4 KB. */
    @Benchmark
    public Object messages() {
      return spans.messages();
    }
  }

  /** Spans of the client. */
  @State(Scope.Thread)
  public static class Client {
    private ClientSpans spans = new ClientSpans(Steno.noop());

    /** Begins what they stand below. */
    @Setup
    public void begin(ClientSdk sdk) {
      spans = new ClientSpans(sdk.steno);
    }

    /** A root. */
    @Benchmark
    public Object message() {
      return spans.message();
    }

    /** Below a root. */
    @Benchmark
    public Object tool() {
      return spans.tool();
    }

    /** Below a root. */
    @Benchmark
    public Object generation() {
      return spans.generation();
    }

    /** Below a root, 4 KB. */
    @Benchmark
    public Object messages() {
      return spans.messages();
    }
  }

  /** Spans of a client that tells of those that run long. */
  @State(Scope.Benchmark)
  public static class Telling {
    private final Steno steno = Steno.builder().delivery(new Nowhere()).build();
    private final ClientSpans spans = new ClientSpans(steno);

    /** Lets none of the earlier ones wait. */
    @Setup(Level.Invocation)
    public void forget() {
      steno.flush(Duration.ZERO);
    }

    /** Ends it. */
    @TearDown
    public void close() {
      steno.close();
    }

    /** Below a root, many at a time. */
    @Benchmark
    @OperationsPerInvocation(WAITING)
    public void tools(Blackhole taken) {
      for (int i = 0; i < WAITING; i++) {
        taken.consume(spans.tool());
      }
    }
  }

  /** Spans of a client that is disabled. */
  @State(Scope.Thread)
  public static class Disabled {
    private final Steno steno = Steno.noop();
    private final ClientSpans spans = new ClientSpans(steno);

    /** A root. */
    @Benchmark
    public Object message() {
      return spans.message();
    }

    /** Below a root, with its name. */
    @Benchmark
    public Object tool() {
      return spans.tool();
    }

    /** A trace and a span in it. */
    @Benchmark
    public Object trace() {
      return ClientSpans.trace(steno);
    }
  }
}
