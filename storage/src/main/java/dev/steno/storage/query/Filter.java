// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.model.SpanStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on traces. Immutable. A condition on a field of spans holds for a trace if it holds
 * for one of its spans; two such conditions may be met by two spans.
 */
public sealed interface Filter {

  /** The condition that every trace meets. */
  Filter ALL = new And(List.of());

  /** All conditions hold; true if there is none. */
  record And(List<Filter> filters) implements Filter {
    /** Copies the list. */
    public And {
      filters = List.copyOf(filters);
    }
  }

  /** One of the conditions holds at least; false if there is none. */
  record Or(List<Filter> filters) implements Filter {
    /** Copies the list. */
    public Or {
      filters = List.copyOf(filters);
    }
  }

  /** The condition does not hold for the trace. */
  record Not(Filter filter) implements Filter {}

  /** The trace's status, which is the one of its spans that says most, is this one. */
  record StatusIs(SpanStatus status) implements Filter {}

  /**
   * A field matches a pattern, upper and lower case being the same.
   *
   * @param field the field
   * @param glob the whole value, where {@code *} stands for any run of characters
   */
  record Matches(Field field, String glob) implements Filter {}

  /**
   * The trace began within a range.
   *
   * @param from the first instant of it; null if it has no beginning
   * @param to the first instant after it; null if it has no end
   */
  record Started(@Nullable Instant from, @Nullable Instant to) implements Filter {}

  /**
   * How long the trace took, from its first start to its last end.
   *
   * @param atLeast true if it took {@code bound} or longer, false if it took less
   * @param bound the bound
   */
  record Lasted(boolean atLeast, Duration bound) implements Filter {}

  /**
   * A total of the trace stands on one side of a bound; what is not known stands on neither.
   *
   * @param total what is added up
   * @param comparison on which side
   * @param bound the bound
   */
  record Totals(Total total, Comparison comparison, BigDecimal bound) implements Filter {}

  /**
   * Somebody's feedback on the trace or a span of it says something in one word.
   *
   * @param glob the whole of its tag, label or outcome, upper and lower case being the same, where
   *     {@code *} stands for any run of characters; {@code *} alone is met by any feedback
   */
  record Judged(String glob) implements Filter {}

  /**
   * Somebody's feedback on the trace or a span of it has a score on one side of a bound.
   *
   * @param comparison on which side
   * @param bound the bound
   */
  record Scored(Comparison comparison, BigDecimal bound) implements Filter {}

  /**
   * A text occurs in a message, a span's name, input, output, status message or attribute, upper
   * and lower case being the same.
   */
  record Contains(String text) implements Filter {}

  /** What {@link Totals} adds up. */
  enum Total {
    /** All tokens of the calls that count; unknown if nobody reported any. */
    TOKENS,
    /** USD of the calls that count, reported or else calculated; unknown if none is known. */
    COST,
    /** How many spans failed. */
    ERRORS
  }

  /** On which side of a bound a number stands. */
  enum Comparison {
    ABOVE(">"),
    AT_LEAST(">="),
    BELOW("<"),
    AT_MOST("<=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    /** As it is written in queries, and in SQL. */
    public String sign() {
      return sign;
    }

    /** Whether {@code number} stands on this side of {@code bound}. */
    public boolean holds(BigDecimal number, BigDecimal bound) {
      int order = number.compareTo(bound);
      return switch (this) {
        case ABOVE -> order > 0;
        case AT_LEAST -> order >= 0;
        case BELOW -> order < 0;
        case AT_MOST -> order <= 0;
      };
    }
  }

  /** The fields that {@link Matches} knows. */
  enum Field {
    /** The tenant; a query without it means the reader's own. */
    PROJECT,
    /** The trace's own id, in hex. */
    TRACE,
    /** The id of a span, in hex. */
    SPAN,
    /** The model asked for or the one that answered. */
    MODEL,
    /** The name of a span. */
    NAME,
    /** The conversation's id. */
    CONVERSATION,
    /** The session's id. */
    SESSION,
    /** The person's id. */
    USER,
    /** The deployment environment. */
    ENVIRONMENT,
    /** The channel by which people came. */
    CHANNEL,
    /** The provider of the model. */
    PROVIDER,
    /** The type of a span. */
    TYPE,
    /** The class of an error. */
    ERROR,
    /** The agent's name. */
    AGENT,
    /** The tool's name. */
    TOOL,
    /** One of the tags of a span. */
    TAG,
    /** The release of the application. */
    RELEASE,
    /** The name of a prompt, or its name and version as {@code name@version}. */
    PROMPT,
    /** A piece of metadata of a span, as {@code key:value}. */
    METADATA
  }
}
