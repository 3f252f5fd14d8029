// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.model.SpanStatus;
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
   * A text occurs in a message, a span's name, input, output, status message or attribute, upper
   * and lower case being the same.
   */
  record Contains(String text) implements Filter {}

  /** The fields that {@link Matches} knows. */
  enum Field {
    /** The tenant; a query without it means the reader's own. */
    PROJECT,
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
    TOOL
  }
}
