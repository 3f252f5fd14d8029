// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Exchange;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Recording;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes traces call by call, a second each, and tells their steps. */
final class Script {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

  private final Map<Hash, Message> messages = new HashMap<>();
  private final Map<Hash, JsonValue> tools = new HashMap<>();
  private final List<Turn> turns = new ArrayList<>();
  private List<Span> spans = new ArrayList<>();
  private Map<SpanId, Commit> commits = new HashMap<>();
  private Set<Hash> heads = new HashSet<>();
  private @Nullable SpanId parent;
  private List<Message> system = List.of();
  private List<JsonValue> toolSet = List.of();
  private @Nullable JsonValue said;
  private @Nullable Long inputTokens;
  private @Nullable Long cacheRead;
  private @Nullable String model;
  private double seconds = 1;
  private double clock;
  private long ids;

  Script below(@Nullable SpanId span) {
    parent = span;
    return this;
  }

  Script system(String... texts) {
    system = List.of(texts).stream().map(text -> Message.text("system", text)).toList();
    return this;
  }

  Script tools(String... definitions) {
    toolSet = new ArrayList<>();
    for (String definition : definitions) {
      String[] parts = definition.split(":", -1);
      toolSet.add(
          new JsonObject(Map.of("name", JsonValue.of(parts[0]), "about", JsonValue.of(parts[1]))));
    }
    return this;
  }

  /** What the next calls are said to have read. */
  Script reading(@Nullable Long tokens) {
    inputTokens = tokens;
    return this;
  }

  /** How much of that is said to have come from the cache. */
  Script cached(@Nullable Long tokens) {
    cacheRead = tokens;
    return this;
  }

  /** The model that the next calls ask. */
  Script model(String name) {
    model = name;
    return this;
  }

  /** How long the next calls take, and where the clock stands. */
  Script at(double start, double duration) {
    clock = start;
    seconds = duration;
    return this;
  }

  /** What goes into the next spans that are no calls. */
  Script saying(String text) {
    said = JsonValue.of(text);
    return this;
  }

  SpanId span(SpanType type, String name) {
    Span.Builder span = next(type).name(name).input(said);
    spans.add((type == SpanType.AGENT ? span.agent(name) : span).build());
    return spans.get(spans.size() - 1).spanId();
  }

  /** A call that saw these messages and gave this answer. */
  SpanId call(List<Message> input, Message... answer) {
    Span span = generation();
    Exchange exchange = new Exchange(toolSet, system, input, List.of(List.of(answer)));
    Recording recording = Recording.of(exchange, heads::contains);
    heads.add(recording.commit().headOrZero());
    heads.add(recording.commit().answer());
    commits.put(span.spanId(), recording.commit());
    List.of(system, input, List.of(answer))
        .forEach(list -> list.forEach(message -> messages.put(Chain.id(message), message)));
    toolSet.forEach(tool -> tools.put(Chain.id(tool), tool));
    return span.spanId();
  }

  /** A call of which nobody recorded what it saw. */
  SpanId silentCall() {
    return generation().spanId();
  }

  /** The trace is over and the next one begins. */
  void endTrace() {
    turns.add(new Turn(spans, commits));
    spans = new ArrayList<>();
    commits = new HashMap<>();
    heads = new HashSet<>();
    parent = null;
  }

  void forget(SpanId call) {
    commits.remove(call);
  }

  List<Turn> turns() {
    List<Turn> all = new ArrayList<>(turns);
    all.add(new Turn(spans, commits));
    return all;
  }

  List<Step> steps() {
    return Steps.of(turns(), messages::get, tools::get);
  }

  Side side() {
    return new Side(turns(), messages::get, tools::get);
  }

  @Nullable Message message(Hash id) {
    return messages.get(id);
  }

  @Nullable JsonValue tool(Hash id) {
    return tools.get(id);
  }

  private Span generation() {
    Usage usage = Usage.ofTotals(inputTokens, cacheRead, null, null, null, JsonObject.EMPTY);
    Span span =
        next(SpanType.GENERATION)
            .generation(Generation.builder().requestModel(model).usage(usage).build())
            .build();
    spans.add(span);
    return span;
  }

  private Span.Builder next(SpanType type) {
    Instant start = START.plusMillis(Math.round(clock * 1000));
    clock += seconds;
    return Span.builder("default", new TraceId(1, turns.size() + 1), new SpanId(++ids))
        .parentId(parent)
        .type(type)
        .start(start)
        .end(start.plusMillis(Math.round(seconds * 1000)));
  }
}
