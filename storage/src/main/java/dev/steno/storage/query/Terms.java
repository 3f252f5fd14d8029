// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.model.SpanStatus;
import dev.steno.storage.query.Filter.Comparison;
import dev.steno.storage.query.Filter.Field;
import dev.steno.storage.query.Filter.Total;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What each term of a query means. Immutable. */
final class Terms {
  /** Eight digits of minutes are less than the 2^63 nanoseconds that a store can compare. */
  private static final Pattern LATENCY =
      Pattern.compile("(>=|<=|>|<)([0-9]{1,8}(?:\\.[0-9]{1,9})?)(ms|s|m)");

  private static final Pattern COUNT = Pattern.compile("(>=|<=|>|<)([0-9]{1,15})");

  private static final Pattern AMOUNT =
      Pattern.compile("(>=|<=|>|<)([0-9]{1,12}(?:\\.[0-9]{1,18})?)");

  private static final Pattern SCORE =
      Pattern.compile("(>=|<=|>|<)(-?[0-9]{1,12}(?:\\.[0-9]{1,18})?)");

  private static final Map<String, Long> NANOS =
      Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L);

  private static final Map<String, BiFunction<Terms, QueryToken, Filter>> KEYS = new TreeMap<>();

  static {
    for (Field field : Field.values()) {
      String key = field.name().toLowerCase(Locale.ROOT);
      KEYS.put(key, (terms, token) -> new Filter.Matches(field, token.value()));
    }
    KEYS.put("status", (terms, token) -> status(token));
    KEYS.put("latency", (terms, token) -> latency(token));
    KEYS.put("tokens", (terms, token) -> totals(Total.TOKENS, COUNT, token, "tokens:>10000"));
    KEYS.put("cost", (terms, token) -> totals(Total.COST, AMOUNT, token, "cost:>=0.05"));
    KEYS.put("errors", (terms, token) -> totals(Total.ERRORS, COUNT, token, "errors:>2"));
    KEYS.put("feedback", (terms, token) -> feedback(token));
    KEYS.put("time", (terms, token) -> new TimeRange(terms.now).filter(token));
    KEYS.put("text", (terms, token) -> new Filter.Contains(token.value()));
  }

  /** Before the name of a piece of metadata. */
  private static final String METADATA = "metadata.";

  private final Instant now;

  Terms(Instant now) {
    this.now = now;
  }

  /** The filter of a term with or without a key. */
  Filter filter(QueryToken token) {
    if (token.key() == null) {
      if (token.value().isEmpty()) {
        throw token.unexpected("a text between the quotes");
      }
      return new Filter.Contains(token.value());
    }
    boolean named = token.key().startsWith(METADATA) && token.key().length() > METADATA.length();
    BiFunction<Terms, QueryToken, Filter> term =
        named ? (terms, piece) -> metadata(piece) : KEYS.get(token.key());
    if (term == null) {
      throw token.unexpected(
          "one of the keys " + String.join(", ", KEYS.keySet()) + "; quotes around a text");
    }
    if (token.value().isEmpty()) {
      throw token.unexpected("a value right after the colon");
    }
    return term.apply(this, token);
  }

  private static Filter metadata(QueryToken token) {
    String name = Objects.requireNonNull(token.key()).substring(METADATA.length());
    return new Filter.Matches(Field.METADATA, name + ":" + token.value());
  }

  private static Filter status(QueryToken token) {
    return Arrays.stream(SpanStatus.values())
        .filter(status -> status.wire().equals(token.value()))
        .findFirst()
        .map(Filter.StatusIs::new)
        .orElseThrow(
            () ->
                token.unexpected(
                    Arrays.stream(SpanStatus.values())
                        .map(SpanStatus::wire)
                        .collect(Collectors.joining(", ", "one of ", ""))));
  }

  private static Filter totals(Total total, Pattern number, QueryToken token, String example) {
    Matcher form = number.matcher(token.value());
    if (!form.matches()) {
      throw token.unexpected(example + " or the like, with >, >=, < or <= and a number");
    }
    return new Filter.Totals(total, comparison(form.group(1)), new BigDecimal(form.group(2)));
  }

  private static Filter feedback(QueryToken token) {
    if (!token.value().startsWith(">") && !token.value().startsWith("<")) {
      return new Filter.Judged(token.value());
    }
    Matcher form = SCORE.matcher(token.value());
    if (!form.matches()) {
      throw token.unexpected("feedback:negative, feedback:<0.5 or the like");
    }
    return new Filter.Scored(comparison(form.group(1)), new BigDecimal(form.group(2)));
  }

  private static Comparison comparison(String sign) {
    return Arrays.stream(Comparison.values())
        .filter(comparison -> comparison.sign().equals(sign))
        .findFirst()
        .orElseThrow();
  }

  private static Filter latency(QueryToken token) {
    Matcher form = LATENCY.matcher(token.value());
    if (!form.matches()) {
      throw token.unexpected("latency:>2s, latency:<=500ms or the like, in ms, s or m");
    }
    BigDecimal nanos =
        new BigDecimal(form.group(2))
            .multiply(BigDecimal.valueOf(NANOS.getOrDefault(form.group(3), 1L)));
    Duration bound = Duration.ofNanos(nanos.longValue());
    // Whole nanoseconds: longer than the bound is at least one more, at most the bound is less.
    Duration above = bound.plusNanos(1);
    return switch (form.group(1)) {
      case ">" -> new Filter.Lasted(true, above);
      case ">=" -> new Filter.Lasted(true, bound);
      case "<" -> new Filter.Lasted(false, bound);
      default -> new Filter.Lasted(false, above);
    };
  }
}
