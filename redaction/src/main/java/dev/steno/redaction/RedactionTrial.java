// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tries rules on what was recorded, or on a text, and changes nothing. Thread-safe. Of what was
 * found it keeps counts and a few samples, each by its first characters and its length only.
 */
public final class RedactionTrial {
  /** How many samples are kept of each rule. */
  public static final int SAMPLES = 5;

  private static final int SHOWN = 3;

  private final Redactor redactor;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, List<Sample>> samples = new TreeMap<>();

  /** A trial of all the rules of all these settings. */
  public RedactionTrial(List<RedactionSettings> settings) {
    redactor = new Redactor(settings);
  }

  /**
   * Something that a rule found. Immutable.
   *
   * @param trace where it is; null for a text
   * @param span where it is; null if it is in a message or in feedback
   * @param masked its first characters and its length, such as {@code sk-… (51)}
   */
  public record Sample(@Nullable TraceId trace, @Nullable SpanId span, String masked) {}

  /** Looks at a span, without the messages of its generation. */
  public void look(Span span) {
    new PartRedaction(redactor, findings(span.traceId(), span.spanId())).of(span);
  }

  /** Looks at a message of a trace. */
  public void look(TraceId trace, Message message) {
    new ExchangeRedaction(redactor, findings(trace, null)).message(message);
  }

  /** Looks at the definition of a tool of a trace. */
  public void look(TraceId trace, JsonValue tool) {
    new ExchangeRedaction(redactor, findings(trace, null)).definition(tool);
  }

  /** Looks at feedback. */
  public void look(Feedback feedback) {
    FeedbackRedaction.of(feedback, redactor, findings(feedback.traceId(), null));
  }

  /** What would be kept of a text. */
  public String look(String text) {
    return redactor.text(text, findings(null, null));
  }

  /** How often each rule found something, by the rule's name. */
  public synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Up to {@value #SAMPLES} samples of what a rule found. */
  public synchronized List<Sample> samples(String rule) {
    return List.copyOf(samples.getOrDefault(rule, List.of()));
  }

  /**
   * What is found there, by whatever redactor, becomes part of this trial.
   *
   * @param trace null if it is in none
   * @param span null if it is in none
   */
  public Findings findings(@Nullable TraceId trace, @Nullable SpanId span) {
    return new Findings(
        (rule, text, start, end) -> found(rule, new Sample(trace, span, masked(text, start, end))));
  }

  private synchronized void found(String rule, Sample sample) {
    counts.merge(rule, 1L, Long::sum);
    List<Sample> known = samples.computeIfAbsent(rule, name -> new ArrayList<>());
    if (known.size() < SAMPLES) {
      known.add(sample);
    }
  }

  /** Of something short less is shown: three characters may be half of it. */
  private static String masked(String text, int start, int end) {
    int shown = Math.min(SHOWN, (end - start) / 4);
    if (shown > 0 && Character.isHighSurrogate(text.charAt(start + shown - 1))) {
      shown--;
    }
    return text.substring(start, start + shown) + "… (" + (end - start) + ")";
  }
}
