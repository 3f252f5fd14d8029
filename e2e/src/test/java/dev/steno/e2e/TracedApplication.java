// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import dev.steno.client.delivery.DeliveryOptions;
import dev.steno.client.delivery.OtlpDelivery;
import dev.steno.testing.sync.ChildJvm;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An application in a process of its own that ends a span every millisecond until it is ended
 * itself, and notes in a file, which outlives it, when each was handed over. For one thread.
 */
final class TracedApplication {
  /** Spans in a trace: a root, and the others below it. */
  static final int SPANS = 100;

  private static final int MOST = 300_000;
  private final Path journal;
  private final String name;
  private final Process process;

  private TracedApplication(Path folder, String name, Process process) {
    this.journal = folder.resolve(name + ".journal");
    this.name = name;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param folder where its spool, its journal and its log are
   * @param name with which the names of its spans begin
   * @param diskFirst whether each span lies on disk before its end returns
   */
  static TracedApplication start(Path folder, URI server, String name, boolean diskFirst)
      throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            ChildJvm.command(
                folder,
                TracedApplication.class,
                server.toString(),
                folder.toString(),
                name,
                Boolean.toString(diskFirst)));
    Process process =
        command
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    return new TracedApplication(folder, name, process);
  }

  /** Kills it as {@code kill -9} does; when, in milliseconds. */
  long kill() throws InterruptedException {
    long now = System.currentTimeMillis();
    process.destroyForcibly().waitFor();
    return now;
  }

  /** Ends it as a service manager does; when it was told to, in milliseconds. */
  long stop() throws InterruptedException {
    long now = System.currentTimeMillis();
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("did not end within 30 s");
    }
    return now;
  }

  /** The names of the spans that were handed over before then. */
  Set<String> ended(long before) throws IOException {
    LongBuffer times = ByteBuffer.wrap(Files.readAllBytes(journal)).asLongBuffer();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < MOST && times.get(i) > 0; i++) {
      if (times.get(i) < before) {
        names.add(name + " " + i);
      }
    }
    return names;
  }

  /** How long before {@code ended} the oldest span ended that is not among {@code arrived}. */
  long window(long ended, Set<String> arrived) throws IOException {
    LongBuffer times = ByteBuffer.wrap(Files.readAllBytes(journal)).asLongBuffer();
    long window = 0;
    for (int i = 0; i < MOST && times.get(i) > 0; i++) {
      if (times.get(i) < ended && !arrived.contains(name + " " + i)) {
        window = Math.max(window, ended - times.get(i));
      }
    }
    return window;
  }

  /** Runs in the other process until it is ended. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    OtlpDelivery delivery =
        OtlpDelivery.start(
            DeliveryOptions.builder(URI.create(arguments[0]))
                .spoolDirectory(folder.resolve("spool"))
                .spoolFirst(Boolean.parseBoolean(arguments[3]))
                .build());
    // Without a processor the SDK makes spans that record nothing.
    SdkTracerProvider traces =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
            .build();
    LongBuffer journal = journal(folder.resolve(arguments[2] + ".journal"));
    Context parent = Context.root();
    long next = System.nanoTime();
    for (int i = 0; i < MOST; i++) {
      LockSupport.parkNanos(next - System.nanoTime());
      next += TimeUnit.MILLISECONDS.toNanos(1);
      Span span =
          traces
              .get("application")
              .spanBuilder(arguments[2] + " " + i)
              .setParent(i % SPANS == 0 ? Context.root() : parent)
              .setAttribute("text", "The kettle boils. ".repeat(20))
              .startSpan();
      parent = i % SPANS == 0 ? Context.root().with(span) : parent;
      span.end();
      delivery.span(((ReadableSpan) span).toSpanData());
      journal.put(i, System.currentTimeMillis());
    }
  }

  private static LongBuffer journal(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength((long) MOST * Long.BYTES);
      return file.getChannel().map(MapMode.READ_WRITE, 0, file.length()).asLongBuffer();
    }
  }
}
