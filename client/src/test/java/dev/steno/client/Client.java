// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Exchange;
import dev.steno.otlp.Decoded;
import dev.steno.otlp.Encoding;
import dev.steno.otlp.OtlpDecoder;
import dev.steno.otlp.RequestContext;
import dev.steno.redaction.RedactionSettings;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.storage.query.FilterParser;
import dev.steno.storage.redaction.Redaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A client whose spans go through the server's own decoder into a store in memory. */
final class Client implements AutoCloseable {
  final MemoryDelivery delivery = new MemoryDelivery();
  final Steno steno;

  Client() {
    this(builder -> builder.startParts(false));
  }

  Client(UnaryOperator<StenoBuilder> options) {
    steno = options.apply(Steno.builder().delivery(delivery)).build();
  }

  /** What the decoder makes of the spans. */
  List<SpanPart> parts() {
    Decoded decoded =
        new OtlpDecoder().traces(Wire.spans(delivery.spans), Encoding.PROTOBUF, context());
    assertWhole(decoded);
    return decoded.parts();
  }

  Span span() {
    return parts().get(0).span();
  }

  Exchange exchange() {
    return parts().get(0).exchange();
  }

  /** What the decoder makes of the log records. */
  Decoded logs() {
    Decoded decoded =
        new OtlpDecoder().logs(Wire.logs(delivery.logs), Encoding.PROTOBUF, context());
    assertWhole(decoded);
    return decoded;
  }

  List<Feedback> feedback() {
    return logs().feedback();
  }

  private static void assertWhole(Decoded decoded) {
    if (decoded.rejected() > 0) {
      throw new AssertionError(decoded.message());
    }
  }

  private static RequestContext context() {
    return new RequestContext(null, Instant.now());
  }

  /** A trace as a store has it that was sent everything. */
  TraceRecord trace(String id) {
    return trace(id, RedactionSettings.NONE);
  }

  /** The same as a store has it that takes out what these rules find. */
  TraceRecord trace(String id, RedactionSettings rules) {
    try (Storage store = stored(rules)) {
      return store.traces().trace("default", TraceId.of(id)).orElseThrow();
    }
  }

  /** The traces that a query finds. */
  List<TraceSummary> found(String query) {
    try (Storage store = stored(RedactionSettings.NONE)) {
      var filter = FilterParser.parse(query, Instant.now());
      return store.traces().list(new TraceQuery("default", filter, 10, null)).items();
    }
  }

  private Storage stored(RedactionSettings rules) {
    Storage store = Redaction.before(new MemoryStorage(Clock.systemUTC()), rules);
    Decoded logs = logs();
    store.traces().append(Stream.concat(parts().stream(), logs.parts().stream()).toList()).join();
    logs.feedback().forEach(store.feedback()::add);
    return store;
  }

  @Override
  public void close() {
    steno.close();
  }
}
