// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.model.Grouping;
import dev.steno.model.Labels;
import dev.steno.model.SpanStatus;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as a row of a list. Immutable.
 *
 * @param project the tenant
 * @param traceId the trace
 * @param name the name of its root, else of its earliest span; "" if none has a name yet
 * @param status the one of its spans' statuses that says most
 * @param start the earliest start
 * @param end the latest end; null while a span is running or if no end is known
 * @param counts how many spans it has
 * @param models the models that answered, else those asked for, in alphabetical order
 * @param usage the sum over its EMBEDDING spans and those GENERATION spans below which there is no
 *     other, since the rest repeat it; null if none reported any
 * @param cost the sum over the same spans of the reported cost, else the calculated one; null if no
 *     cost of any is known
 * @param grouping the ids, each from the earliest span that has it
 * @param labels its tags, its release and its prompts
 * @param input the first line that a person said, at most {@value Preview#LENGTH} characters
 * @param output the last line that a model answered, at most {@value Preview#LENGTH} characters
 */
public record TraceSummary(
    String project,
    TraceId traceId,
    String name,
    SpanStatus status,
    Instant start,
    @Nullable Instant end,
    Counts counts,
    List<String> models,
    @Nullable Usage usage,
    @Nullable BigDecimal cost,
    Grouping grouping,
    Labels labels,
    @Nullable String input,
    @Nullable String output) {

  /** Copies the list. */
  public TraceSummary {
    models = List.copyOf(models);
  }

  /** How many spans there are, all and of some kinds. */
  public record Counts(long spans, long generations, long tools, long errors) {}
}
