// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.chain.Commit;
import dev.steno.storage.Preview;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A span assembled from its parts. Immutable.
 *
 * @param span all that its parts know
 * @param commit what was said, each list from the latest part that knows it; null if none does
 * @param preview likewise
 * @param start the {@linkplain Placement believed} start; if no part has one, the earliest time by
 *     which a part was filed
 * @param end the believed end; null if no part has one
 */
public record StoredSpan(
    Span span, @Nullable Commit commit, Preview preview, Instant start, @Nullable Instant end) {

  /** By start, equal starts by id. */
  public static final Comparator<StoredSpan> BY_START =
      Comparator.comparing(StoredSpan::start).thenComparing(stored -> stored.span.spanId());

  /**
   * Assembles a span.
   *
   * @param parts one or more parts of one span, in any order
   */
  public static StoredSpan of(Collection<StoredPart> parts) {
    return parts.stream()
        .sorted(StoredPart.ORDER)
        .map(Piece::of)
        .reduce(Piece::revisedBy)
        .map(Piece::whole)
        .orElseThrow(() -> new IllegalArgumentException("parts: none (expected: one or more)"));
  }

  /** The spans of {@code parts}, which may belong to several spans of one trace, by start. */
  public static List<StoredSpan> all(Collection<StoredPart> parts) {
    return parts.stream()
        .collect(Collectors.groupingBy(stored -> stored.part().span().spanId()))
        .values()
        .stream()
        .map(StoredSpan::of)
        .sorted(BY_START)
        .toList();
  }

  /** The status as seen at {@code now}. */
  public SpanStatus statusAt(Instant now) {
    return span.statusAt(now);
  }

  /** Some parts put together. Start is null while none has one, and then the time filed counts. */
  private record Piece(
      Span span,
      @Nullable Commit commit,
      Preview preview,
      @Nullable Instant start,
      @Nullable Instant end,
      Instant filed) {

    static Piece of(StoredPart stored) {
      SpanPart part = stored.part();
      Placement placement = Placement.of(part);
      return new Piece(
          placement.span(),
          stored.commit(),
          stored.preview(),
          placement.start(),
          placement.end(),
          placement.time());
    }

    Piece revisedBy(Piece later) {
      return new Piece(
          span.revisedBy(later.span),
          revised(commit, later.commit),
          preview.revisedBy(later.preview),
          later.start != null ? later.start : start,
          later.end != null ? later.end : end,
          later.filed.isBefore(filed) ? later.filed : filed);
    }

    StoredSpan whole() {
      return new StoredSpan(span, commit, preview, start != null ? start : filed, end);
    }

    private static @Nullable Commit revised(@Nullable Commit commit, @Nullable Commit later) {
      if (commit == null || later == null) {
        return later == null ? commit : later;
      }
      return commit.revisedBy(later);
    }
  }
}
