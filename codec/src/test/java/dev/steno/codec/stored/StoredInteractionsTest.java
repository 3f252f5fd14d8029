// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Json;
import dev.steno.codec.interaction.Examples;
import dev.steno.codec.interaction.InteractionJson;
import dev.steno.codec.interaction.Judged;
import dev.steno.model.Feedback;
import dev.steno.model.Feedback.Tag;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Exchange;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Recording;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredInteractionsTest {
  private static final TraceId TRACE = new TraceId(1, 2);
  private static final Message USER = Message.text("user", "And in Ulm?");
  private static final List<Message> SYSTEM = List.of(Message.text("system", "Be brief."));
  private static final List<Message> HISTORY =
      List.of(Message.text("user", "Rain?"), Message.text("assistant", "No."), USER);
  private static final JsonObject NESTED =
      Examples.object("{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}");

  private final List<Span> spans = new ArrayList<>();
  private final Map<SpanId, Commit> commits = new LinkedHashMap<>();
  private final TreeMap<Hash, Message> messages = new TreeMap<>();
  private final TreeMap<Hash, JsonValue> tools = new TreeMap<>();
  private final List<Feedback> feedback = new ArrayList<>();

  @Test
  void a_generation_becomes_an_interaction_with_all_that_is_known_of_it() {
    span(1, 0, SpanType.AGENT).add();
    generation(2, 1, HISTORY, Message.text("assistant", "Dry."));
    on(2, Tag.POSITIVE);

    Judged judged = read().get(0);

    Interaction interaction = judged.interaction();
    assertThat(interaction.traceId()).isEqualTo(TRACE.hex());
    assertThat(interaction.parent()).isEqualTo(new SpanId(1).hex());
    assertThat(interaction.provider()).isEqualTo("openai");
    assertThat(interaction.model()).isEqualTo("gpt-5");
    assertThat(interaction.start()).isEqualTo(Examples.START.plusSeconds(2));
    assertThat(interaction.duration()).isEqualTo(Duration.ofMillis(500));
    assertThat(interaction.input().systemPrompt()).isEqualTo("Be brief.");
    assertThat(interaction.input().prompt()).isEqualTo("And in Ulm?");
    assertThat(interaction.input().messages()).isEqualTo(HISTORY.subList(0, 2));
    assertThat(interaction.input().tools())
        .containsExactly(Examples.object("{\"name\":\"weather\"}"));
    assertThat(interaction.input().parameters()).isEqualTo(Examples.object("{\"seed\":7}"));
    assertThat(interaction.response().message().text()).isEqualTo("Dry.");
    assertThat(interaction.response().finishReason()).isEqualTo("stop");
    assertThat(interaction.response().servedModel()).isEqualTo("gpt-5-2026");
    assertThat(interaction.response().cost()).isEqualByComparingTo("0.01");
    assertThat(interaction.response().usage().totalTokens()).isEqualTo(12);
    assertThat(interaction.response().timing().firstToken()).isEqualTo(Duration.ofMillis(90));
    assertThat(interaction.status()).isEqualTo(Status.OK);
    assertThat(judged.tags()).containsExactly(Tag.POSITIVE);
    assertThat(Json.write(interaction.metadata()))
        .startsWith("{\"user_tier\":\"gold\",\"step_type\":\"plan\",\"session_id\":\"c-1\"")
        .contains("\"span_id\":\"" + new SpanId(2).hex() + "\"")
        .contains("\"cost_source\":\"reported\"")
        .contains("\"tag\":\"POSITIVE\"");
  }

  @Test
  void the_attempts_and_rounds_of_a_chat_model_are_one_interaction() {
    ToolCall call = ToolCall.function("c1", "weather", "{}");
    Message asks = new Message("assistant", List.of(), null, List.of(call), null, null);
    List<Message> later = new ArrayList<>(HISTORY);
    later.add(asks);
    later.add(Message.tool("c1", "dry"));
    span(1, 0, SpanType.MESSAGE)
        .with(StoredInteractions.INTERACTION_ID, JsonValue.of("mine"))
        .add();
    generation(2, 1, HISTORY, null);
    fail(2);
    generation(3, 1, HISTORY, asks);
    tool(4, 1);
    generation(5, 1, later, Message.text("assistant", "Dry."));

    List<Judged> judged = read();

    Interaction interaction = judged.get(0).interaction();
    assertThat(judged).hasSize(1);
    assertThat(interaction.traceId()).isEqualTo("mine");
    assertThat(interaction.input().messages()).isEqualTo(HISTORY.subList(0, 2));
    assertThat(interaction.attempts())
        .extracting(Attempt::reason)
        .containsExactly(Attempt.Reason.FIRST, Attempt.Reason.RETRY, Attempt.Reason.TOOLS);
    assertThat(interaction.attempts().get(0).error().type()).isEqualTo("IOException");
    assertThat(interaction.attempts().get(1).delay()).isEqualTo(Duration.ofMillis(500));
    assertThat(interaction.toolRuns()).hasSize(1);
    assertThat(interaction.toolRuns().get(0).output()).isEqualTo("dry");
    assertThat(interaction.transcript())
        .containsExactly(asks, Message.tool("c1", "dry"), Message.text("assistant", "Dry."));
    assertThat(interaction.response().usage().totalTokens()).isEqualTo(36);
    assertThat(interaction.metadata().text("trace_id")).isEqualTo(TRACE.hex());
  }

  @Test
  void a_generation_that_repeats_another_below_it_is_none() {
    generation(1, 0, HISTORY, Message.text("assistant", "Dry."));
    generation(2, 1, HISTORY, Message.text("assistant", "Dry."));

    List<Judged> judged = read();

    assertThat(judged).hasSize(1);
    assertThat(judged.get(0).interaction().metadata().text("span_id"))
        .isEqualTo(new SpanId(2).hex());
  }

  @Test
  void a_failure_and_a_call_without_end_are_told_apart() {
    generation(1, 0, HISTORY, null);
    fail(1);
    generation(2, 0, HISTORY, null);
    spans.set(1, spans.get(1).toBuilder().end(null).build());

    List<Judged> judged = read();

    assertThat(judged)
        .extracting(each -> each.interaction().status())
        .containsExactly(Status.ERROR, Status.ABANDONED);
    assertThat(judged.get(0).interaction().error().message()).isEqualTo("broken");
    assertThat(judged.get(0).interaction().error().httpStatus()).isEqualTo(503);
    assertThat(judged.get(0).interaction().response().message().content()).isEmpty();
    assertThat(judged.get(0).interaction().response().usage().totalTokens()).isEqualTo(12);
  }

  @Test
  void feedback_on_what_is_above_is_on_the_last_answer_below() {
    span(1, 0, SpanType.AGENT).add();
    generation(2, 1, HISTORY, Message.text("assistant", "One."));
    generation(3, 1, HISTORY, Message.text("assistant", "Two."));
    generation(4, 0, HISTORY, Message.text("assistant", "Three."));
    on(1, Tag.NEGATIVE);
    on(null, Tag.POSITIVE);

    List<Judged> judged = read();

    assertThat(judged.get(0).tags()).isEmpty();
    assertThat(judged.get(1).tags()).containsExactly(Tag.NEGATIVE);
    assertThat(judged.get(2).tags()).containsExactly(Tag.POSITIVE);
  }

  @Test
  void what_was_read_from_a_store_comes_back_from_its_export() {
    generation(1, 0, HISTORY, Message.text("assistant", "Dry."));

    Interaction interaction = read().get(0).interaction();

    assertThat(InteractionJson.fromJson(InteractionJson.toJson(interaction)))
        .isEqualTo(interaction);
  }

  private List<Judged> read() {
    ExportedTrace trace =
        new ExportedTrace(
            TRACE, Examples.START, spans, commits, messages, tools, new TreeMap<>(), feedback);
    return StoredInteractions.of(
        ExportedTrace.fromJson("p", Json.parse(Json.write(trace.toJson()))));
  }

  private Adding span(long id, long parent, SpanType type) {
    Span.Builder span =
        Span.builder("p", TRACE, new SpanId(id))
            .parentId(parent == 0 ? null : new SpanId(parent))
            .type(type)
            .start(Examples.START.plusSeconds(id))
            .end(Examples.START.plusSeconds(id).plusMillis(500))
            .grouping(new Grouping("c-1", null, null, null, null));
    return new Adding(span, new LinkedHashMap<>());
  }

  private final class Adding {
    private final Span.Builder span;
    private final Map<String, JsonValue> attributes;

    Adding(Span.Builder span, Map<String, JsonValue> attributes) {
      this.span = span;
      this.attributes = attributes;
      attributes.put("steno.metadata.user_tier", JsonValue.of("gold"));
    }

    Adding with(String name, JsonValue value) {
      attributes.put(name, value);
      return this;
    }

    void add() {
      spans.add(span.attributes(new JsonObject(attributes)).build());
    }
  }

  private void generation(long id, long parent, List<Message> input, @Nullable Message answer) {
    Adding adding =
        span(id, parent, SpanType.GENERATION)
            .with("steno.metadata.step_type", JsonValue.of("plan"))
            .with("http.response.status_code", JsonValue.of(503));
    adding.span.generation(
        Generation.builder()
            .provider("openai")
            .requestModel("gpt-5")
            .responseModel("gpt-5-2026")
            .parameters(Examples.object("{\"seed\":7}"))
            .finishReasons(List.of("stop"))
            .timeToFirstToken(Duration.ofMillis(90))
            .usage(new Usage(10L, null, null, 2L, null, JsonObject.EMPTY))
            .cost(new BigDecimal("0.01"))
            .build());
    adding.add();
    Recording recording =
        Recording.of(
            new Exchange(
                List.of(NESTED), SYSTEM, input, answer == null ? null : List.of(List.of(answer))),
            head -> false);
    commits.put(new SpanId(id), recording.commit());
    recording
        .values()
        .forEach(
            (hash, value) -> {
              if (((JsonObject) value).text("role") == null) {
                tools.put(hash, value);
              } else {
                messages.put(hash, Message.of((JsonObject) value));
              }
            });
  }

  private void tool(long id, long parent) {
    Adding adding = span(id, parent, SpanType.TOOL);
    adding.span.tool(new ToolUse("weather", "c1", null, null));
    adding.span.input(Examples.object("{\"city\":\"Ulm\"}")).output(JsonValue.of("dry"));
    adding.add();
  }

  private void fail(long id) {
    int last = spans.size() - 1;
    assertThat(spans.get(last).spanId()).isEqualTo(new SpanId(id));
    spans.set(
        last,
        spans.get(last).toBuilder()
            .status(SpanStatus.ERROR)
            .errorType("IOException")
            .statusMessage("broken")
            .build());
  }

  private void on(@Nullable Integer span, Tag tag) {
    feedback.add(
        new Feedback(
            "00ff0" + feedback.size(),
            "p",
            TRACE,
            span == null ? null : new SpanId(span),
            null,
            new Feedback.Verdict(tag, null, null, null, null),
            Feedback.Source.EXPLICIT,
            null,
            null,
            Examples.START));
  }
}
