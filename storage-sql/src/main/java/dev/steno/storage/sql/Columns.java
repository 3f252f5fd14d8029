// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.CalculatedCost;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Hash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of a span that have columns of their own: what is listed, filtered and summed. */
final class Columns {
  /** What a list reads: everything but the long texts. */
  static final String LIGHT =
      "project, trace_id, span_id, kind, sequence, arrival_ns, time_ns, start_ns, end_ns,"
          + " parent_id, type, name, status, error_type, conversation, session, user_id, channel,"
          + " environment, agent, tool, provider, request_model, response_model, input_uncached,"
          + " cache_read, cache_write, output_text, reasoning, cost, cost_scale, first_token_ns,"
          + " preview_input, preview_output, calculated_cost, price_table, release, prompt, tags";

  /**
   * What a summary reads of it: each text of each row costs more than finding the row. No line is
   * shown of tools.
   */
  static final String SUMMED =
      "trace_id, span_id, kind, sequence, arrival_ns, time_ns, start_ns, end_ns, parent_id, type,"
          + " name, status, NULL AS error_type, conversation, session, user_id, channel,"
          + " environment, NULL AS agent, NULL AS tool, NULL AS provider, request_model,"
          + " response_model, input_uncached, cache_read, cache_write, output_text, reasoning, cost,"
          + " cost_scale, NULL AS first_token_ns,"
          + line("preview_input")
          + line("preview_output")
          + " calculated_cost, price_table, release, prompt, tags";

  private static final int SCALE = 18;

  /** Eight more fit, but then what clients make up adds up to more than the engine can. */
  private static final int INTEGER_DIGITS = 12;

  private static final Usage NO_USAGE = Usage.UNKNOWN;

  private Columns() {}

  private static String line(String column) {
    return " CASE WHEN type <> 'TOOL' OR type IS NULL OR parent_id IS NULL THEN "
        + column
        + " END AS "
        + column
        + ",";
  }

  /** Writes {@code type} to {@code tool} and the generation's columns. */
  static void write(RowWriter row, Span span) {
    row.text(span.type() == null ? null : span.type().name());
    row.text(span.name());
    row.text(span.status() == null ? null : span.status().wire());
    row.text(span.errorType());
    Grouping grouping = span.grouping();
    row.text(grouping.conversation());
    row.text(grouping.session());
    row.text(grouping.user());
    row.text(grouping.channel());
    row.text(grouping.environment());
    row.text(span.agent());
    row.text(span.tool() == null ? null : span.tool().name());
    writeGeneration(row, span.generation());
  }

  private static void writeGeneration(RowWriter row, @Nullable Generation generation) {
    Generation call = generation == null ? Generation.builder().build() : generation;
    Usage usage = call.usage() == null ? NO_USAGE : call.usage();
    row.text(call.provider());
    row.text(call.requestModel());
    row.text(call.responseModel());
    row.number(usage.inputUncached());
    row.number(usage.cacheRead());
    row.number(usage.cacheWrite());
    row.number(usage.outputText());
    row.number(usage.reasoning());
    BigDecimal cost = call.cost() == null ? null : decimal(call.cost());
    row.decimal(cost);
    row.small(cost == null || call.cost() == null ? 0 : scale(call.cost()));
    Duration firstToken = call.timeToFirstToken();
    row.number(firstToken == null ? null : nanos(firstToken));
  }

  /** Writes the calculated cost, whose columns came later than the others. */
  static void writeCalculated(RowWriter row, Span span) {
    Generation generation = span.generation();
    CalculatedCost held = generation == null ? null : held(generation.calculated());
    row.decimal(held == null ? null : decimal(held.amount()));
    row.text(held == null ? null : held.table());
  }

  /** Writes the labels, whose columns came last. */
  static void writeLabels(RowWriter row, Labels labels) {
    row.text(labels.release());
    row.text(labels.prompts().isEmpty() ? null : labels.prompts().get(0));
    row.texts(labels.tags().isEmpty() ? null : labels.tags());
    row.texts(labels.metadata().isEmpty() ? null : labels.metadata());
  }

  private static Labels labels(RowReader row) {
    String prompt = row.text("prompt");
    List<String> tags = row.texts("tags");
    return new Labels(
        tags == null ? List.of() : tags,
        row.text("release"),
        prompt == null ? List.of() : List.of(prompt),
        List.of());
  }

  /** The calculated cost if its columns can hold it exactly, else null. */
  static @Nullable CalculatedCost held(@Nullable CalculatedCost cost) {
    boolean fits =
        cost != null && decimal(cost.amount()) != null && SpanTexts.isUnicode(cost.table());
    return fits ? cost : null;
  }

  /** What a table of prices made of a row; null if nothing. */
  static @Nullable CalculatedCost calculated(RowReader row) {
    BigDecimal amount = row.decimal("calculated_cost");
    return amount == null ? null : new CalculatedCost(amount, row.requiredText("price_table"));
  }

  /** The span of a row that has only the {@link #LIGHT} columns; of its attributes the labels. */
  static Span readLight(RowReader row, String project) {
    TraceId trace = traceId(row.requiredId("trace_id"));
    SpanId id = new SpanId(row.requiredNumber("span_id"));
    String tool = row.text("tool");
    return span(row, Span.builder(project, trace, id))
        .name(row.text("name"))
        .errorType(row.text("error_type"))
        .start(Times.instantOrNull(row.number("start_ns")))
        .end(Times.instantOrNull(row.number("end_ns")))
        .grouping(grouping(row))
        .agent(row.text("agent"))
        .tool(tool == null ? null : new ToolUse(tool, null, null, null))
        .generation(generation(row))
        .attributes(labels(row).toAttributes())
        .build();
  }

  /** Sets the fields that a row holds whatever the rest says. */
  static Span.Builder span(RowReader row, Span.Builder span) {
    Long parent = row.number("parent_id");
    String type = row.text("type");
    String status = row.text("status");
    return span.parentId(parent == null ? null : new SpanId(parent))
        .type(type == null ? null : SpanType.valueOf(type))
        .status(status == null ? null : SpanStatus.valueOf(status.toUpperCase(Locale.ROOT)));
  }

  static Grouping grouping(RowReader row) {
    return new Grouping(
        row.text("conversation"),
        row.text("session"),
        row.text("user_id"),
        row.text("channel"),
        row.text("environment"));
  }

  static TraceId traceId(Hash id) {
    return new TraceId(id.high(), id.low());
  }

  static Hash id(TraceId trace) {
    return new Hash(trace.high(), trace.low());
  }

  private static @Nullable Generation generation(RowReader row) {
    Usage usage = Rows.usage(row);
    BigDecimal cost = row.decimal("cost");
    Long firstToken = row.number("first_token_ns");
    Generation generation =
        Generation.builder()
            .provider(row.text("provider"))
            .requestModel(row.text("request_model"))
            .responseModel(row.text("response_model"))
            .usage(usage.equals(NO_USAGE) ? null : usage)
            .cost(cost == null ? null : cost.setScale((int) row.requiredNumber("cost_scale")))
            .calculated(calculated(row))
            .timeToFirstToken(firstToken == null ? null : Duration.ofNanos(firstToken))
            .build();
    return generation.equals(Generation.builder().build()) ? null : generation;
  }

  private static @Nullable BigDecimal decimal(BigDecimal cost) {
    boolean fits = cost.precision() - cost.scale() <= INTEGER_DIGITS;
    return fits ? cost.setScale(SCALE, RoundingMode.HALF_EVEN) : null;
  }

  private static int scale(BigDecimal cost) {
    return Math.max(0, Math.min(SCALE, cost.scale()));
  }

  private static @Nullable Long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException longerThanTwoCenturies) {
      return null;
    }
  }
}
