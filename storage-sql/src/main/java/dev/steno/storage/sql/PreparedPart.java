// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.Preview;
import dev.steno.storage.assembly.Placement;
import java.time.LocalDate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A part made ready to be written. Immutable.
 *
 * @param key what the part is known by
 * @param part the part as it came, without what was said
 * @param placement where it is filed
 * @param preview its preview
 * @param labels its labels
 * @param texts its span as columns hold it
 * @param exchange what was said; null if the part knows nothing of it
 */
public record PreparedPart(
    Key key,
    SpanPart part,
    Placement placement,
    Preview preview,
    Labels labels,
    SpanTexts texts,
    @Nullable PreparedExchange exchange) {

  /** What a part is known by, however often it is delivered. Immutable. */
  public record Key(String project, TraceId trace, long span, int kind, long sequence) {

    private Key of(SpanPart.Kind other) {
      return new Key(project, trace, span, Kinds.of(other), 0);
    }
  }

  /**
   * Prepares a part: places it, writes its JSON and hashes what was said.
   *
   * @param known messages that need not be hashed again
   */
  public static PreparedPart of(SpanPart part, PreparedExchange.KnownItems known) {
    Placement placement = Placement.of(part);
    Span span = part.span();
    Key key =
        new Key(
            span.project(),
            span.traceId(),
            span.spanId().bits(),
            Kinds.of(part.kind()),
            part.sequence());
    return new PreparedPart(
        key,
        new SpanPart(part.kind(), part.sequence(), part.arrival(), span, null),
        placement,
        Preview.of(part),
        Labels.of(span),
        SpanTexts.of(span, placement),
        exchange(part, placement, known));
  }

  private static @Nullable PreparedExchange exchange(
      SpanPart part, Placement placement, PreparedExchange.KnownItems known) {
    return part.exchange() == null || part.exchange().isEmpty()
        ? null
        : PreparedExchange.of(
            Hash.of(placement.scope()), part.span().traceId(), part.exchange(), known);
  }

  /**
   * The START part that this part and what is known make superfluous for lists: the one that this
   * part ends, or this part if the span is known to have ended; null if there is none.
   */
  public @Nullable Key replaced(Predicate<Key> known) {
    Key start = key.of(SpanPart.Kind.START);
    return switch (part.kind()) {
      case SPAN -> known.test(start) ? start : null;
      case START -> known.test(key.of(SpanPart.Kind.SPAN)) ? key : null;
      case CONTENT -> null;
    };
  }

  /** The week that the part belongs to. */
  public LocalDate week() {
    return placement.week();
  }

  /** The time by which the part is filed, in nanoseconds. */
  public long timeNanos() {
    return Times.nanos(placement.time());
  }

  /** About how much memory it takes until it is written. */
  public long bytes() {
    return 600 + texts.length() + (exchange == null ? 0 : exchange.bytes());
  }
}
