// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.step.Lane;
import dev.steno.model.step.Step.Basis;
import dev.steno.model.step.StepTokens;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model call, told by what is new in it. Immutable.
 *
 * @param traceId its trace
 * @param spanId its span
 * @param lane whose call it is: the calls of one agent, or of none
 * @param number which of its lane, from 1
 * @param basis what it is compared with, or why with nothing
 * @param seen how many messages the model saw after its system messages; null if that is unknown
 * @param news what is new in it; null if there is nothing to compare it with
 */
public record RecordedStep(
    TraceId traceId,
    SpanId spanId,
    Lane lane,
    long number,
    Basis basis,
    @Nullable Long seen,
    @Nullable News news) {

  /**
   * What became of what the call before saw and answered. Immutable.
   *
   * @param reference the call that it is compared with; null for a first call
   * @param referenceTrace the trace of that call
   * @param messages what became of the messages
   * @param system the same of the system messages; null if either list is unknown
   * @param tools the same of the tool definitions
   * @param compacted whether three messages or more gave way to one
   * @param replaced whether so much differs that it is told as gone and new
   * @param tokens how the reported input tokens are shared out; null if nobody reported any
   */
  public record News(
      @Nullable SpanId reference,
      @Nullable TraceId referenceTrace,
      Changes messages,
      @Nullable Changes system,
      @Nullable Changes tools,
      boolean compacted,
      boolean replaced,
      @Nullable StepTokens tokens) {}

  /**
   * How many items of a list came, went and stayed. Immutable.
   *
   * @param reasoningLeft how many stayed without their reasoning; {@code unchanged} counts them too
   */
  public record Changes(long unchanged, long added, long gone, long edited, long reasoningLeft) {}

  /**
   * The step that the server wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static RecordedStep of(JsonObject json) {
    TraceId trace = TraceId.of(Documents.required(json, "trace_id"));
    JsonObject lane = object(json, "lane");
    String agent = lane.text("span_id");
    return new RecordedStep(
        trace,
        SpanId.of(Documents.required(json, "span_id")),
        new Lane(trace, agent == null ? null : SpanId.of(agent), lane.text("name")),
        Documents.count(json, "number"),
        Basis.valueOf(Documents.required(json, "basis").toUpperCase(Locale.ROOT)),
        json.get("seen") == null ? null : Documents.count(json, "seen"),
        json.get("changes") == null ? null : news(json));
  }

  private static News news(JsonObject json) {
    JsonObject reference = object(json, "reference");
    String span = reference.text("span_id");
    String trace = reference.text("trace_id");
    return new News(
        span == null ? null : SpanId.of(span),
        trace == null ? null : TraceId.of(trace),
        changes(json),
        json.get("system") == null ? null : changes(object(json, "system")),
        json.get("tools") == null ? null : changes(object(json, "tools")),
        JsonValue.of(true).equals(json.get("compacted")),
        JsonValue.of(true).equals(json.get("replaced")),
        json.get("tokens") == null ? null : tokens(object(json, "tokens")));
  }

  private static Changes changes(JsonObject json) {
    return new Changes(
        Documents.count(json, "unchanged"),
        Documents.count(json, "new"),
        Documents.count(json, "gone"),
        Documents.count(json, "edited"),
        Documents.count(json, "reasoning_left"));
  }

  private static StepTokens tokens(JsonObject json) {
    return new StepTokens(
        Documents.count(json, "tools"),
        Documents.count(json, "system"),
        Documents.count(json, "unchanged"),
        Documents.count(json, "edited"),
        Documents.count(json, "new"),
        Documents.count(json, "gone"));
  }

  private static JsonObject object(JsonObject json, String name) {
    return json.get(name) instanceof JsonObject object ? object : JsonObject.EMPTY;
  }
}
