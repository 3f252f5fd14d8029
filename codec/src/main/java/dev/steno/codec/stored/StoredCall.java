// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.stored;

import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Json;
import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Failure;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import dev.steno.model.interaction.Timing;
import dev.steno.model.interaction.ToolRun;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The spans of one logical call. Compared by identity; for one thread. */
final class StoredCall {
  private static final String UNKNOWN = "unknown";
  private static final Message UNRECORDED =
      new Message("assistant", List.of(), null, List.of(), null, null);
  private static final Set<String> REFUSALS = Set.of("content_filter", "refusal", "safety");

  private final ExportedTrace trace;
  private final Span owner;
  private final List<Span> ancestors;
  private final List<SpanPart> calls;
  private final List<Span> tools;

  /**
   * The spans.
   *
   * @param owner the span that is the whole call; the GENERATION itself, or one above several
   * @param ancestors from the root to the owner
   * @param calls the GENERATION spans by start, added to later
   * @param tools the TOOL spans below the owner by start, added to later
   */
  StoredCall(
      ExportedTrace trace,
      Span owner,
      List<Span> ancestors,
      List<SpanPart> calls,
      List<Span> tools) {
    this.trace = trace;
    this.owner = owner;
    this.ancestors = ancestors;
    this.calls = calls;
    this.tools = tools;
  }

  List<Span> ancestors() {
    return ancestors;
  }

  List<SpanPart> calls() {
    return calls;
  }

  List<Span> tools() {
    return tools;
  }

  Interaction interaction(long sequence, List<Feedback> feedback) {
    Instant start = owner.start() == null ? trace.start() : owner.start();
    String id = owner.attributes().text(StoredInteractions.INTERACTION_ID);
    StoredInput input = StoredInput.of(owner, calls);
    Generation last = generation();
    Status status = status(last);
    return new Interaction(
        id == null ? trace.traceId().hex() : id,
        sequence,
        owner.parentId() == null ? null : owner.parentId().hex(),
        start,
        duration(owner),
        last.provider() == null ? UNKNOWN : last.provider(),
        model(last),
        input.asked(last.parameters()),
        response(),
        status,
        status == Status.OK ? null : failure(owner),
        calls.size() == 1 && calls.get(0).span() == owner
            ? List.of()
            : StoredAttempts.of(start, calls),
        tools.stream().map(tool -> run(start, tool)).toList(),
        transcript(input),
        new StoredMetadata(trace, owner, ancestors, last, choices()).json(id != null, feedback));
  }

  private static String model(Generation generation) {
    String model = generation.requestModel();
    model = model == null ? generation.responseModel() : model;
    return model == null ? UNKNOWN : model;
  }

  private Generation generation() {
    Generation last = calls.isEmpty() ? null : calls.get(calls.size() - 1).span().generation();
    return last == null ? Generation.builder().build() : last;
  }

  private List<List<Message>> choices() {
    Exchange exchange = calls.isEmpty() ? null : calls.get(calls.size() - 1).exchange();
    List<List<Message>> choices = exchange == null ? null : exchange.choices();
    return choices == null ? List.of() : choices;
  }

  private List<Message> answer() {
    if (!choices().isEmpty() && !choices().get(0).isEmpty()) {
      return choices().get(0);
    }
    Span last = calls.isEmpty() ? owner : calls.get(calls.size() - 1).span();
    JsonValue output = last.output();
    return output == null ? List.of() : List.of(Message.text("assistant", text(output)));
  }

  private List<Message> transcript(StoredInput input) {
    List<Message> transcript = new ArrayList<>(input.rounds());
    transcript.addAll(answer());
    return transcript;
  }

  /** Where nobody recorded the content there still is what it used. */
  private @Nullable Response response() {
    Generation last = generation();
    List<Message> answer = answer();
    Usage usage = null;
    BigDecimal cost = null;
    for (SpanPart call : calls) {
      Generation each = call.span().generation();
      usage = both(usage, each == null ? null : each.usage(), Usage::plus);
      cost = both(cost, each == null ? null : each.effectiveCost(), BigDecimal::add);
    }
    boolean told = !last.finishReasons().isEmpty() || last.responseModel() != null;
    if (answer.isEmpty() && usage == null && cost == null && !told) {
      return null;
    }
    Duration first = last.timeToFirstToken();
    return new Response(
        answer.isEmpty() ? UNRECORDED : answer.get(answer.size() - 1),
        last.finishReasons().isEmpty() ? null : last.finishReasons().get(0),
        last.responseModel(),
        last.responseId(),
        usage,
        cost,
        owner.end() == null ? null : duration(owner),
        first == null ? null : Timing.of(List.of(first), 1),
        null);
  }

  /** The sum of what is known of two; one request's own is kept as it is. */
  private static <T> @Nullable T both(@Nullable T one, @Nullable T other, BinaryOperator<T> sum) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return sum.apply(one, other);
  }

  private Status status(Generation last) {
    if (owner.end() == null) {
      return Status.ABANDONED;
    }
    if (owner.status() == SpanStatus.ERROR) {
      String type = owner.errorType() == null ? "" : owner.errorType().toLowerCase(Locale.ROOT);
      return type.contains("timeout")
          ? Status.TIMEOUT
          : type.contains("cancel") ? Status.ABANDONED : Status.ERROR;
    }
    boolean refused =
        last.finishReasons().stream()
            .anyMatch(reason -> REFUSALS.contains(reason.toLowerCase(Locale.ROOT)));
    return refused ? Status.REFUSED : Status.OK;
  }

  /** What is known of a failure; null if the span tells of none. */
  static @Nullable Failure failure(Span span) {
    if (span.status() != SpanStatus.ERROR) {
      return null;
    }
    String type = span.errorType() == null ? UNKNOWN : span.errorType();
    JsonValue status = span.attributes().get("http.response.status_code");
    boolean isStatus = status instanceof JsonNumber number && number.lexeme().matches("[0-9]{1,9}");
    return new Failure(
        type,
        type,
        span.statusMessage(),
        status == null || !isStatus ? null : Integer.valueOf(status.toString()));
  }

  private static ToolRun run(Instant start, Span tool) {
    String name = tool.tool() == null ? null : tool.tool().name();
    return new ToolRun(
        tool.tool() == null ? null : tool.tool().callId(),
        name == null ? (tool.name() == null ? UNKNOWN : tool.name()) : name,
        text(tool.input()),
        text(tool.output()),
        tool.status() == SpanStatus.ERROR,
        offset(start, tool),
        duration(tool));
  }

  /** Zero if it has no end, or its clock was set back. */
  static Duration duration(Span span) {
    Duration duration = span.duration().orElse(Duration.ZERO);
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  /** From the start of the whole to that of a part. */
  static Duration offset(Instant start, Span part) {
    Duration offset = part.start() == null ? Duration.ZERO : Duration.between(start, part.start());
    return offset.isNegative() ? Duration.ZERO : offset;
  }

  /** A text as it is, other JSON as JSON. */
  static String text(@Nullable JsonValue value) {
    if (value == null) {
      return "";
    }
    return value instanceof JsonString text ? text.value() : Json.write(value);
  }
}
