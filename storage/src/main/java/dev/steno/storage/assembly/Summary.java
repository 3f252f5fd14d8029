// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.storage.TraceSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the row of a trace in a list. Pure functions. */
public final class Summary {

  private Summary() {}

  /**
   * The summary of a trace. Only the light fields of the spans are read: ids, type, name, status,
   * times, grouping, labels and generation.
   *
   * @param spans all spans of the trace by start, one or more
   * @param now for the status of a span without an end
   */
  public static TraceSummary of(String project, TraceId id, List<StoredSpan> spans, Instant now) {
    SpanStatus status =
        spans.stream()
            .map(stored -> stored.statusAt(now))
            .reduce(SpanStatus.UNSET, SpanStatus::and);
    return new TraceSummary(
        project,
        id,
        name(spans),
        status,
        spans.get(0).start(),
        status == SpanStatus.RUNNING ? null : end(spans),
        counts(spans, now),
        models(spans),
        usage(spans),
        cost(spans),
        grouping(spans),
        Labels.ofTrace(spans.stream().map(stored -> Labels.of(stored.span())).toList()),
        first(Stream.concat(roots(spans), generations(spans)), stored -> stored.preview().input()),
        output(spans));
  }

  private static String name(List<StoredSpan> spans) {
    String name =
        first(Stream.concat(roots(spans), spans.stream()), stored -> stored.span().name());
    return name == null ? "" : name;
  }

  private static @Nullable Instant end(List<StoredSpan> spans) {
    return spans.stream()
        .map(StoredSpan::end)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static TraceSummary.Counts counts(List<StoredSpan> spans, Instant now) {
    return new TraceSummary.Counts(
        spans.size(),
        generations(spans).count(),
        spans.stream().filter(stored -> stored.span().type() == SpanType.TOOL).count(),
        spans.stream().filter(stored -> stored.statusAt(now) == SpanStatus.ERROR).count());
  }

  private static List<String> models(List<StoredSpan> spans) {
    TreeSet<String> models = new TreeSet<>();
    for (StoredSpan stored : spans) {
      Generation generation = stored.span().generation();
      String model = generation == null ? null : generation.model();
      if (model != null) {
        models.add(model);
      }
    }
    return List.copyOf(models);
  }

  private static @Nullable Usage usage(List<StoredSpan> spans) {
    return calls(spans)
        .map(Generation::usage)
        .filter(Objects::nonNull)
        .reduce(Usage::plus)
        .map(usage -> usage.plus(Usage.UNKNOWN))
        .orElse(null);
  }

  private static @Nullable BigDecimal cost(List<StoredSpan> spans) {
    return calls(spans)
        .map(Generation::effectiveCost)
        .filter(Objects::nonNull)
        .reduce(BigDecimal::add)
        .orElse(null);
  }

  private static Grouping grouping(List<StoredSpan> spans) {
    // The earliest span that knows an id gives it: as if every earlier span revised the later ones.
    return spans.stream()
        .map(stored -> stored.span().grouping())
        .reduce(Grouping.NONE, (earlier, later) -> later.revisedBy(earlier));
  }

  private static @Nullable String output(List<StoredSpan> spans) {
    String ofRoot = last(roots(spans), stored -> stored.preview().output());
    return ofRoot != null ? ofRoot : last(generations(spans), stored -> stored.preview().output());
  }

  private static Stream<StoredSpan> roots(List<StoredSpan> spans) {
    return spans.stream().filter(stored -> stored.span().parentId() == null);
  }

  private static Stream<StoredSpan> generations(List<StoredSpan> spans) {
    return spans.stream().filter(stored -> stored.span().type() == SpanType.GENERATION);
  }

  private static Stream<Generation> calls(List<StoredSpan> spans) {
    return Pricing.counted(spans.stream().map(StoredSpan::span).toList()).stream()
        .map(Span::generation)
        .filter(Objects::nonNull);
  }

  private static <T> @Nullable T first(
      Stream<StoredSpan> spans, Function<StoredSpan, @Nullable T> field) {
    return spans.map(field).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private static <T> @Nullable T last(
      Stream<StoredSpan> spans, Function<StoredSpan, @Nullable T> field) {
    return spans.map(field).filter(Objects::nonNull).reduce((one, other) -> other).orElse(null);
  }
}
