// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.model.SpanStatus;
import dev.steno.storage.query.Filter.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Makes filters and writes them as queries. */
final class QueryWriter {
  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "\"",
          "-",
          " ",
          ":",
          "..",
          "\\",
          "*",
          "%",
          ">",
          "<=",
          "OR ",
          " AND ",
          "NOT ",
          "a",
          "status:",
          "error",
          "model:",
          "latency:>2s",
          "tokens:",
          "feedback:<0.5",
          "time:",
          "7d",
          "2026-11-01",
          "2026-11-01T08:30:00Z",
          "text:",
          "\u0000",
          "\ud83d",
          "\ude00",
          "ß",
          "طلب",
          "\u3000",
          "9");
  private static final List<String> TEXTS =
      List.of(
          "a",
          "two words",
          "quo\"te",
          "back\\",
          "(x)",
          "OR",
          "-x",
          "k:v",
          "\ud83d",
          "طلب",
          "*",
          " ");

  private QueryWriter() {}

  static String randomText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(14); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  static Filter randomFilter(SplittableRandom random, int depth) {
    int kind = random.nextInt(depth > 0 ? 11 : 8);
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    Instant time =
        Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    return switch (kind) {
      case 0 -> new Filter.StatusIs(SpanStatus.values()[random.nextInt(5)]);
      case 1 -> new Filter.Matches(Field.values()[random.nextInt(Field.values().length)], text);
      case 2 -> new Filter.Started(time, random.nextBoolean() ? null : time.plusSeconds(60));
      case 3 ->
          new Filter.Lasted(
              random.nextBoolean(), Duration.ofNanos(random.nextLong(9_000_000_000L)));
      case 4 -> new Filter.Contains(text);
      case 5 ->
          new Filter.Totals(
              Filter.Total.values()[random.nextInt(3)],
              comparison(random),
              BigDecimal.valueOf(random.nextLong(1_000_000)));
      case 6 -> new Filter.Judged(text);
      case 7 ->
          new Filter.Scored(
              comparison(random), BigDecimal.valueOf(random.nextLong(-1_000, 1_000), 2));
      case 8 -> new Filter.Not(randomFilter(random, depth - 1));
      case 9 -> new Filter.And(two(random, depth - 1));
      default -> new Filter.Or(two(random, depth - 1));
    };
  }

  private static Filter.Comparison comparison(SplittableRandom random) {
    return Filter.Comparison.values()[random.nextInt(4)];
  }

  private static List<Filter> two(SplittableRandom random, int depth) {
    return new ArrayList<>(List.of(randomFilter(random, depth), randomFilter(random, depth)));
  }

  /** A query that means the filter; every And and Or has two or more. */
  static String write(Filter filter) {
    if (filter instanceof Filter.And and) {
      return joined(and.filters(), " ");
    }
    if (filter instanceof Filter.Or or) {
      return joined(or.filters(), " OR ");
    }
    if (filter instanceof Filter.Not not) {
      return "-" + write(not.filter());
    }
    if (filter instanceof Filter.StatusIs is) {
      return "status:" + is.status().wire();
    }
    if (filter instanceof Filter.Matches matches) {
      return matches.field().name().toLowerCase(Locale.ROOT) + ":" + quoted(matches.glob());
    }
    if (filter instanceof Filter.Contains contains) {
      return "text:" + quoted(contains.text());
    }
    if (filter instanceof Filter.Lasted lasted) {
      return "latency:%s%d.%09ds"
          .formatted(
              lasted.atLeast() ? ">=" : "<", lasted.bound().toSeconds(), lasted.bound().getNano());
    }
    if (filter instanceof Filter.Totals totals) {
      return totals.total().name().toLowerCase(Locale.ROOT)
          + ":"
          + totals.comparison().sign()
          + totals.bound();
    }
    if (filter instanceof Filter.Judged judged) {
      return "feedback:" + quoted(judged.glob());
    }
    if (filter instanceof Filter.Scored scored) {
      return "feedback:" + scored.comparison().sign() + scored.bound();
    }
    return time((Filter.Started) filter);
  }

  private static String time(Filter.Started started) {
    if (started.to() == null) {
      return "time:>=" + started.from();
    }
    return "time:" + started.from() + ".." + started.to().minusNanos(1);
  }

  private static String joined(List<Filter> filters, String operator) {
    return filters.stream().map(QueryWriter::write).collect(Collectors.joining(operator, "(", ")"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
