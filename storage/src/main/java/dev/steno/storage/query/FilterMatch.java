// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.Usage;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceSummary;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says whether a trace meets a filter: what the filters mean, in plain Java. Pure functions. */
public final class FilterMatch {

  private FilterMatch() {}

  /**
   * Whether the trace meets the filter.
   *
   * @param summary of the trace: its status, start and end are taken from here
   * @param trace the trace whole
   */
  public static boolean test(Filter filter, TraceSummary summary, TraceRecord trace) {
    if (filter instanceof Filter.And and) {
      return and.filters().stream().allMatch(each -> test(each, summary, trace));
    }
    if (filter instanceof Filter.Or or) {
      return or.filters().stream().anyMatch(each -> test(each, summary, trace));
    }
    if (filter instanceof Filter.Not not) {
      return !test(not.filter(), summary, trace);
    }
    if (filter instanceof Filter.StatusIs is) {
      return summary.status() == is.status();
    }
    if (filter instanceof Filter.Started started) {
      return within(summary.start(), started.from(), started.to());
    }
    if (filter instanceof Filter.Lasted lasted) {
      return lasted(summary, lasted);
    }
    if (filter instanceof Filter.Totals totals) {
      BigDecimal total = total(totals.total(), summary);
      return total != null && totals.comparison().holds(total, totals.bound());
    }
    if (filter instanceof Filter.Judged judged) {
      Glob glob = new Glob(judged.glob());
      return trace.feedback().stream().anyMatch(each -> judged(each.verdict(), glob));
    }
    if (filter instanceof Filter.Scored scored) {
      return trace.feedback().stream()
          .map(each -> each.verdict().score())
          .anyMatch(score -> score != null && scored.comparison().holds(score, scored.bound()));
    }
    if (filter instanceof Filter.Matches matches) {
      Glob glob = new Glob(matches.glob());
      return values(matches.field(), trace).anyMatch(glob::matches);
    }
    Filter.Contains contains = (Filter.Contains) filter;
    return new SearchText(contains.text()).occursIn(trace);
  }

  private static boolean within(Instant time, @Nullable Instant from, @Nullable Instant to) {
    return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
  }

  private static boolean lasted(TraceSummary summary, Filter.Lasted lasted) {
    if (summary.end() == null) {
      return false;
    }
    Duration duration = Duration.between(summary.start(), summary.end());
    return lasted.atLeast() == (duration.compareTo(lasted.bound()) >= 0);
  }

  private static @Nullable BigDecimal total(Filter.Total total, TraceSummary summary) {
    Usage usage = summary.usage();
    Long tokens = usage == null ? null : usage.totalTokens();
    return switch (total) {
      case TOKENS -> tokens == null ? null : BigDecimal.valueOf(tokens);
      case COST -> summary.cost();
      case ERRORS -> BigDecimal.valueOf(summary.counts().errors());
    };
  }

  private static boolean judged(Feedback.Verdict verdict, Glob glob) {
    String tag = verdict.tag() == null ? null : verdict.tag().name();
    return glob.isAny()
        || Stream.of(
                Optional.ofNullable(tag),
                Optional.ofNullable(verdict.label()),
                Optional.ofNullable(verdict.outcome()))
            .flatMap(Optional::stream)
            .anyMatch(glob::matches);
  }

  private static Stream<String> values(Filter.Field field, TraceRecord trace) {
    return trace.spans().stream()
        .flatMap(span -> values(field, span))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  private static Stream<@Nullable String> values(Filter.Field field, Span span) {
    Generation generation = span.generation();
    return switch (field) {
      case PROJECT -> Stream.of(span.project());
      case TRACE -> Stream.of(span.traceId().hex());
      case SPAN -> Stream.of(span.spanId().hex());
      case NAME -> Stream.of(span.name());
      case CONVERSATION -> Stream.of(span.grouping().conversation());
      case SESSION -> Stream.of(span.grouping().session());
      case USER -> Stream.of(span.grouping().user());
      case ENVIRONMENT -> Stream.of(span.grouping().environment());
      case CHANNEL -> Stream.of(span.grouping().channel());
      case PROVIDER -> Stream.of(generation == null ? null : generation.provider());
      case TYPE -> Stream.of(span.type() == null ? null : span.type().name());
      case ERROR -> Stream.of(span.errorType());
      case AGENT -> Stream.of(span.agent());
      case TOOL -> Stream.of(span.tool() == null ? null : span.tool().name());
      case TAG -> Labels.of(span).tags().stream();
      case RELEASE -> Stream.of(Labels.of(span).release());
      case PROMPT -> Labels.of(span).prompts().stream().flatMap(FilterMatch::names);
      case METADATA -> Labels.of(span).metadata().stream();
      case MODEL ->
          generation == null
              ? Stream.empty()
              : Stream.of(generation.requestModel(), generation.responseModel());
    };
  }

  /** What a prompt is called: with its version, and as far as to an @. */
  private static Stream<String> names(String prompt) {
    return IntStream.rangeClosed(1, prompt.length())
        .filter(end -> end == prompt.length() || prompt.charAt(end) == '@')
        .mapToObj(end -> prompt.substring(0, end));
  }
}
