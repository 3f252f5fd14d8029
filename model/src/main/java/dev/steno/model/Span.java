// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A timed step of a trace, as far as it is known: whole after assembly, in pieces within a {@link
 * SpanPart}. Immutable; null is unknown.
 *
 * @param project the tenant
 * @param traceId the trace it belongs to
 * @param spanId its id, unique within the trace
 * @param parentId the span that this one is a step of; null for a root or if unknown
 * @param type what it is; null if this part does not say
 * @param name the name; null if this part does not say
 * @param kind OpenTelemetry's span kind in capitals, such as {@code CLIENT}
 * @param status OK, ERROR or UNSET once ended; null if this part does not say
 * @param statusMessage what went wrong
 * @param errorType the class of the error, of few values
 * @param start when it began; null if this part does not say
 * @param end when it ended; null while it runs
 * @param input what went in, unless it was a conversation
 * @param output what came out, unless it was a conversation
 * @param attributes all attributes but those whose content the other fields hold
 * @param events in order of time as sent
 * @param links references to other spans
 * @param origin where it was made
 * @param grouping the ids it is grouped by
 * @param agent the name of the agent at work
 * @param tool the tool, for a TOOL span
 * @param generation the model call, for a GENERATION and the like
 * @param dropped what was left out
 * @param redacted how many places were replaced, by the name of the redaction rule
 * @param flags what Steno noticed, such as {@code clock}: the start time was not believable
 */
public record Span(
    String project,
    TraceId traceId,
    SpanId spanId,
    @Nullable SpanId parentId,
    @Nullable SpanType type,
    @Nullable String name,
    @Nullable String kind,
    @Nullable SpanStatus status,
    @Nullable String statusMessage,
    @Nullable String errorType,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable JsonValue input,
    @Nullable JsonValue output,
    JsonObject attributes,
    List<SpanEvent> events,
    List<SpanLink> links,
    Origin origin,
    Grouping grouping,
    @Nullable String agent,
    @Nullable ToolUse tool,
    @Nullable Generation generation,
    Dropped dropped,
    Map<String, Long> redacted,
    Set<String> flags) {

  /** How long a span without an end is taken to be still at work. */
  public static final Duration RUNNING_FOR = Duration.ofHours(1);

  /** Copies the collections. */
  public Span {
    events = List.copyOf(events);
    links = List.copyOf(links);
    redacted = Map.copyOf(redacted);
    flags = Set.copyOf(flags);
  }

  /** A span of which only the ids are known yet. */
  public static Builder builder(String project, TraceId traceId, SpanId spanId) {
    return new Builder(project, traceId, spanId);
  }

  /** A builder that begins with this span. */
  public Builder toBuilder() {
    Builder b = new Builder(project, traceId, spanId);
    b.parentId = parentId;
    b.type = type;
    b.name = name;
    b.kind = kind;
    b.status = status;
    b.statusMessage = statusMessage;
    b.errorType = errorType;
    b.start = start;
    b.end = end;
    b.input = input;
    b.output = output;
    b.attributes = attributes;
    b.events = events;
    b.links = links;
    b.origin = origin;
    b.grouping = grouping;
    b.agent = agent;
    b.tool = tool;
    b.generation = generation;
    b.dropped = dropped;
    b.redacted = redacted;
    b.flags = flags;
    return b;
  }

  /** From start to end; empty while either is unknown. Negative if the clock was set back. */
  public Optional<Duration> duration() {
    return start == null || end == null
        ? Optional.empty()
        : Optional.of(Duration.between(start, end));
  }

  /** The status as seen at {@code now}: a span without an end is running, later unfinished. */
  public SpanStatus statusAt(Instant now) {
    if (status == SpanStatus.ERROR) {
      return status;
    }
    if (end == null) {
      boolean recent = start != null && start.plus(RUNNING_FOR).isAfter(now);
      return recent ? SpanStatus.RUNNING : SpanStatus.UNFINISHED;
    }
    return status == null ? SpanStatus.UNSET : status;
  }

  /**
   * This span with every field that {@code later} knows taken from there. Attributes are joined
   * name by name, events, links and flags are added up.
   */
  public Span revisedBy(Span later) {
    Builder b = later.toBuilder();
    b.parentId = later.parentId != null ? later.parentId : parentId;
    b.type = later.type != null ? later.type : type;
    b.name = later.name != null ? later.name : name;
    b.kind = later.kind != null ? later.kind : kind;
    b.status = later.status != null ? later.status : status;
    b.statusMessage = later.statusMessage != null ? later.statusMessage : statusMessage;
    b.errorType = later.errorType != null ? later.errorType : errorType;
    b.start = later.start != null ? later.start : start;
    b.end = later.end != null ? later.end : end;
    b.input = later.input != null ? later.input : input;
    b.output = later.output != null ? later.output : output;
    b.agent = later.agent != null ? later.agent : agent;
    b.tool = tool != null && later.tool != null ? tool.revisedBy(later.tool) : b.tool;
    b.tool = b.tool != null ? b.tool : tool;
    b.generation =
        generation != null && later.generation != null
            ? generation.revisedBy(later.generation)
            : b.generation;
    b.generation = b.generation != null ? b.generation : generation;
    b.attributes = joined(attributes, later.attributes);
    b.events = added(events, later.events);
    b.links = added(links, later.links);
    b.origin = origin.revisedBy(later.origin);
    b.grouping = grouping.revisedBy(later.grouping);
    b.dropped = dropped.plus(later.dropped);
    b.redacted = sum(redacted, later.redacted);
    Set<String> noticed = new TreeSet<>(flags);
    noticed.addAll(later.flags);
    b.flags = noticed;
    return b.build();
  }

  private static JsonObject joined(JsonObject earlier, JsonObject later) {
    if (earlier.isEmpty() || later.isEmpty()) {
      return earlier.isEmpty() ? later : earlier;
    }
    Map<String, JsonValue> all = new LinkedHashMap<>(earlier.members());
    all.putAll(later.members());
    return new JsonObject(all);
  }

  private static Map<String, Long> sum(Map<String, Long> earlier, Map<String, Long> later) {
    Map<String, Long> sum = new HashMap<>(earlier);
    later.forEach((rule, count) -> sum.merge(rule, count, Long::sum));
    return sum;
  }

  private static <T> List<T> added(List<T> earlier, List<T> later) {
    return Stream.concat(earlier.stream(), later.stream()).distinct().toList();
  }

  /** Collects a span's fields; each is unknown until set. For one thread. */
  public static final class Builder {
    private final String project;
    private final TraceId traceId;
    private final SpanId spanId;
    private @Nullable SpanId parentId;
    private @Nullable SpanType type;
    private @Nullable String name;
    private @Nullable String kind;
    private @Nullable SpanStatus status;
    private @Nullable String statusMessage;
    private @Nullable String errorType;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable JsonValue input;
    private @Nullable JsonValue output;
    private JsonObject attributes = JsonObject.EMPTY;
    private List<SpanEvent> events = List.of();
    private List<SpanLink> links = List.of();
    private Origin origin = Origin.UNKNOWN;
    private Grouping grouping = Grouping.NONE;
    private @Nullable String agent;
    private @Nullable ToolUse tool;
    private @Nullable Generation generation;
    private Dropped dropped = Dropped.NONE;
    private Map<String, Long> redacted = Map.of();
    private Set<String> flags = Set.of();

    private Builder(String project, TraceId traceId, SpanId spanId) {
      this.project = project;
      this.traceId = traceId;
      this.spanId = spanId;
    }

    /** See {@link Span#parentId()}. */
    public Builder parentId(@Nullable SpanId value) {
      parentId = value;
      return this;
    }

    /** See {@link Span#type()}. */
    public Builder type(@Nullable SpanType value) {
      type = value;
      return this;
    }

    /** See {@link Span#name()}. */
    public Builder name(@Nullable String value) {
      name = value;
      return this;
    }

    /** See {@link Span#kind()}. */
    public Builder kind(@Nullable String value) {
      kind = value;
      return this;
    }

    /** See {@link Span#status()}. */
    public Builder status(@Nullable SpanStatus value) {
      status = value;
      return this;
    }

    /** See {@link Span#statusMessage()}. */
    public Builder statusMessage(@Nullable String value) {
      statusMessage = value;
      return this;
    }

    /** See {@link Span#errorType()}. */
    public Builder errorType(@Nullable String value) {
      errorType = value;
      return this;
    }

    /** See {@link Span#start()}. */
    public Builder start(@Nullable Instant value) {
      start = value;
      return this;
    }

    /** See {@link Span#end()}. */
    public Builder end(@Nullable Instant value) {
      end = value;
      return this;
    }

    /** See {@link Span#input()}. */
    public Builder input(@Nullable JsonValue value) {
      input = value;
      return this;
    }

    /** See {@link Span#output()}. */
    public Builder output(@Nullable JsonValue value) {
      output = value;
      return this;
    }

    /** See {@link Span#attributes()}. */
    public Builder attributes(JsonObject value) {
      attributes = value;
      return this;
    }

    /** See {@link Span#events()}. */
    public Builder events(List<SpanEvent> value) {
      events = value;
      return this;
    }

    /** See {@link Span#links()}. */
    public Builder links(List<SpanLink> value) {
      links = value;
      return this;
    }

    /** See {@link Span#origin()}. */
    public Builder origin(Origin value) {
      origin = value;
      return this;
    }

    /** See {@link Span#grouping()}. */
    public Builder grouping(Grouping value) {
      grouping = value;
      return this;
    }

    /** See {@link Span#agent()}. */
    public Builder agent(@Nullable String value) {
      agent = value;
      return this;
    }

    /** See {@link Span#tool()}. */
    public Builder tool(@Nullable ToolUse value) {
      tool = value;
      return this;
    }

    /** See {@link Span#generation()}. */
    public Builder generation(@Nullable Generation value) {
      generation = value;
      return this;
    }

    /** See {@link Span#dropped()}. */
    public Builder dropped(Dropped value) {
      dropped = value;
      return this;
    }

    /** See {@link Span#redacted()}. */
    public Builder redacted(Map<String, Long> value) {
      redacted = value;
      return this;
    }

    /** See {@link Span#flags()}. */
    public Builder flags(Set<String> value) {
      flags = value;
      return this;
    }

    /** The span. */
    public Span build() {
      return new Span(
          project,
          traceId,
          spanId,
          parentId,
          type,
          name,
          kind,
          status,
          statusMessage,
          errorType,
          start,
          end,
          input,
          output,
          attributes,
          events,
          links,
          origin,
          grouping,
          agent,
          tool,
          generation,
          dropped,
          redacted,
          flags);
    }
  }
}
