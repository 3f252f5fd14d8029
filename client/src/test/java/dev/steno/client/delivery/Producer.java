// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An application in a process of its own: ends a span every millisecond until it is killed, and
 * notes in a file, which outlives it, when each was handed over.
 */
final class Producer {
  private static final int MOST = 200_000;

  private Producer() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the server's address, the spool, the journal, the prefix of span names, and
   *     whether the disk comes first
   */
  public static void main(String[] arguments) throws IOException {
    OtlpDelivery delivery =
        OtlpDelivery.start(
            DeliveryOptions.builder(URI.create(arguments[0]))
                .spoolDirectory(Path.of(arguments[1]))
                .spoolFirst(Boolean.parseBoolean(arguments[4]))
                .build());
    Tracer tracer = Recorded.traces().get("producer");
    LongBuffer journal = journal(Path.of(arguments[2]));
    long next = System.nanoTime();
    for (int i = 0; i < MOST; i++) {
      LockSupport.parkNanos(next - System.nanoTime());
      next += TimeUnit.MILLISECONDS.toNanos(1);
      delivery.span(
          Recorded.ended(
              tracer
                  .spanBuilder(arguments[3] + i)
                  .setAttribute("text", "The kettle boils. ".repeat(20))
                  .startSpan()));
      journal.put(i, System.currentTimeMillis());
    }
  }

  /** When each span was handed over, in milliseconds, by its number. */
  static long[] read(Path journal) throws IOException {
    LongBuffer times = ByteBuffer.wrap(Files.readAllBytes(journal)).asLongBuffer();
    int count = 0;
    while (count < MOST && times.get(count) > 0) {
      count++;
    }
    long[] read = new long[count];
    times.get(read);
    return read;
  }

  private static LongBuffer journal(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength((long) MOST * Long.BYTES);
      return file.getChannel().map(MapMode.READ_WRITE, 0, file.length()).asLongBuffer();
    }
  }
}
