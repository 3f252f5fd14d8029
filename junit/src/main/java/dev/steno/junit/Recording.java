// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import dev.steno.client.Steno;
import dev.steno.client.delivery.Delivery;
import dev.steno.client.delivery.DeliveryCounts;
import dev.steno.codec.StenoAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** What one test records. Thread-safe. */
final class Recording {
  private static final Duration WITHIN = Duration.ofSeconds(1);
  private static final AttributeKey<String> NAME =
      AttributeKey.stringKey(StenoAttributes.START_NAME);

  private final Memory memory = new Memory();
  private final Steno steno = Steno.builder().delivery(memory).build();

  /** The recording of the test of a context, which begins when it is first asked for. */
  @SuppressWarnings("deprecation") // What takes its place is not there in JUnit 5.
  static Recording of(ExtensionContext context) {
    Recording recording =
        context
            .getStore(ExtensionContext.Namespace.create(Recording.class, context.getUniqueId()))
            .getOrComputeIfAbsent(Recording.class, key -> new Recording(), Recording.class);
    return Objects.requireNonNull(recording, "a new recording");
  }

  Steno steno() {
    return steno;
  }

  /** The spans that have ended so far, by their start. */
  List<RecordedSpan> ended() {
    return memory.spans.stream()
        .map(span -> new RecordedSpan(this, span))
        .sorted(RecordedSpan.BY_START)
        .toList();
  }

  /** The feedback that was given so far, in its order. */
  List<RecordedFeedback> feedback() {
    return memory.logs.stream()
        .filter(record -> StenoAttributes.EVALUATION.equals(record.getEventName()))
        .map(record -> new RecordedFeedback(this, record))
        .toList();
  }

  /** Fails with what was recorded unless two values are the same. */
  void check(String what, @Nullable Object expected, @Nullable Object actual, Object of) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionFailedError(
          what
              + ": "
              + said(actual)
              + " (expected: "
              + said(expected)
              + ") in:"
              + SpanTree.of(this, of),
          expected,
          actual);
    }
  }

  private static String said(@Nullable Object value) {
    return value == null ? "none" : value.toString();
  }

  /** Ends the recording; the names of the spans that have begun and not ended, by their ids. */
  Map<String, String> open() {
    steno.close(WITHIN);
    Map<String, String> open = new LinkedHashMap<>();
    for (LogRecordData record : memory.logs) {
      if (StenoAttributes.START.equals(record.getEventName())) {
        String name = record.getAttributes().get(NAME);
        open.put(record.getSpanContext().getSpanId(), name == null ? "" : name);
      }
    }
    memory.spans.forEach(span -> open.remove(span.getSpanId()));
    return open;
  }

  /** Keeps what leaves the client. */
  private static final class Memory implements Delivery {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();
    private final List<LogRecordData> logs = new CopyOnWriteArrayList<>();

    @Override
    public void span(SpanData span) {
      spans.add(span);
    }

    @Override
    public void log(LogRecordData record) {
      logs.add(record);
    }

    @Override
    public boolean flush(Duration within) {
      return true;
    }

    @Override
    public boolean close(Duration within) {
      return true;
    }

    @Override
    public DeliveryCounts counts() {
      return new DeliveryCounts(spans.size() + logs.size(), 0, 0, Map.of());
    }

    @Override
    public void close() {}
  }
}
