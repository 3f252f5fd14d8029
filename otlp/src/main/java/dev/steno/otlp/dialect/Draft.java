// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.otlp.wire.Budget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A part of a span while a dialect reads its attributes. A dialect removes an attribute only when
 * the fields it sets hold all of it. For one thread.
 */
public final class Draft {
  /** The event, a log record or a span's, that carries the content of a model call. */
  public static final String DETAILS = GenAi.DETAILS;

  /** The flag of a span with content that could not be read, and stays in the attributes. */
  static final String CONTENT_FLAG = "content";

  final Map<String, JsonValue> attributes;
  List<SpanEvent> events;
  final JsonStrings strings;
  @Nullable SpanType type;
  @Nullable JsonValue input;
  @Nullable JsonValue output;
  @Nullable String agent;
  @Nullable ToolUse tool;
  @Nullable Generation generation;
  @Nullable Exchange exchange;
  final Set<String> flags = new TreeSet<>();
  final Map<String, Long> redacted = new HashMap<>();

  /**
   * A draft of which nothing but the attributes and events is known.
   *
   * @param attributes to be taken from by the dialect
   * @param budget what JSON in strings may cost
   * @param known messages that need not be read again
   */
  public Draft(
      Map<String, JsonValue> attributes,
      List<SpanEvent> events,
      Budget budget,
      KnownMessages known) {
    this.attributes = attributes;
    this.events = events;
    this.strings = new JsonStrings(budget, known);
  }

  /** The text of an attribute; null if it is absent, empty or no scalar. */
  public @Nullable String text(String key) {
    return Scalars.text(attributes.get(key));
  }

  /** What the span is, unless a dialect knows better. */
  public Draft type(SpanType value) {
    type = value;
    return this;
  }

  /** Adds a flag. */
  public void flag(String flag) {
    flags.add(flag);
  }

  /** What is left of the attributes. */
  public Map<String, JsonValue> attributes() {
    return attributes;
  }

  /** Puts what was read into a span. */
  public void putTo(Span.Builder span) {
    span.type(type)
        .input(input)
        .output(output)
        .agent(agent)
        .tool(tool)
        .generation(generation)
        .events(events)
        .attributes(attributes.isEmpty() ? JsonObject.EMPTY : new JsonObject(attributes))
        .flags(flags)
        .redacted(redacted);
  }

  /** What was said; null if the attributes tell nothing of it. */
  public @Nullable Exchange exchange() {
    return exchange;
  }
}
