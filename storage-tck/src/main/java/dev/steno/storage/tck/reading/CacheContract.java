// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.reading;

import static dev.steno.storage.tck.Given.assistant;
import static dev.steno.storage.tck.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.SpanPart;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.step.CacheCheck;
import dev.steno.model.step.CacheCheck.Cause;
import dev.steno.model.step.CacheChecks;
import dev.steno.model.step.Turn;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.tck.Contract;
import dev.steno.storage.tck.Given;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A record says why a prompt cache broke: what a store gives back of two calls is enough to tell.
 *
 * <p>For one thread, as JUnit runs it.
 */
public abstract class CacheContract extends Contract {
  private static final String LONG = "a long text that fills the cache ".repeat(100);
  private static final Prompt FIRST =
      new Prompt(
          "large",
          List.of("find"),
          "You help.",
          List.of(user("the rules " + LONG), user("one " + LONG), thought()));

  /** What a call sees. */
  record Prompt(String model, List<String> tools, String system, List<Message> messages) {

    /** The next prompt: this one, its answer and a question. */
    Prompt next() {
      return saying(
          Stream.concat(messages.stream(), Stream.of(assistant("ok"), user("and then?"))).toList());
    }

    Prompt saying(List<Message> said) {
      return new Prompt(model, tools, system, said);
    }

    Prompt asking(String another) {
      return new Prompt(another, tools, system, messages);
    }

    Prompt with(String... others) {
      return new Prompt(model, List.of(others), system, messages);
    }

    Prompt told(String rules) {
      return new Prompt(model, tools, rules, messages);
    }
  }

  protected CacheContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  static Stream<Arguments> breaks() {
    List<Message> said = FIRST.next().messages();
    Message rules = said.get(0);
    List<Message> turns =
        List.of(rules, user("1"), user("2"), user("3"), user("4"), user("kept " + LONG));
    return Stream.of(
        Arguments.of(Cause.PROVIDER_MISSED, FIRST, FIRST.next()),
        Arguments.of(Cause.MODEL_CHANGED, FIRST, FIRST.next().asking("small")),
        Arguments.of(Cause.TOOLS_CHANGED, FIRST, FIRST.next().with("order", "find")),
        Arguments.of(Cause.SYSTEM_CHANGED, FIRST, FIRST.next().told("It is Tuesday.")),
        Arguments.of(
            Cause.MESSAGE_EDITED,
            FIRST,
            FIRST.saying(List.of(rules, user("once " + LONG), thought(), said.get(3)))),
        Arguments.of(
            Cause.MESSAGE_REMOVED, FIRST, FIRST.saying(List.of(rules, thought(), said.get(3)))),
        Arguments.of(
            Cause.MESSAGE_INSERTED,
            FIRST,
            FIRST.saying(List.of(rules, user("new"), said.get(1), thought(), said.get(3)))),
        Arguments.of(
            Cause.COMPACTION,
            FIRST.saying(turns),
            FIRST.saying(List.of(rules, user("summed up as follows"), user("kept " + LONG)))),
        Arguments.of(
            Cause.REASONING_LEFT,
            FIRST,
            FIRST.saying(List.of(rules, said.get(1), thought().withoutReasoning(), said.get(3)))));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void tells_why_the_cache_broke_within_a_trace(Cause cause, Prompt first, Prompt second) {
    append(call(1, 1, first, 0L), call(1, 2, second, 0L));

    assertThat(checks(List.of(trace(Given.traceId(1)))))
        .extracting(CacheCheck::cause)
        .containsExactly(cause);
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void tells_why_the_cache_broke_from_one_trace_to_the_next(
      Cause cause, Prompt first, Prompt second) {
    append(call(2, 1, first, 0L));
    append(call(1, 2, second, 0L));

    assertThat(checks(storage.traces().conversation(Given.PROJECT, "c", 10, null).items()))
        .extracting(CacheCheck::cause)
        .containsExactly(cause);
  }

  @Test
  void tells_what_was_read_and_written_as_it_was_reported() {
    append(call(1, 1, FIRST, 0L), call(1, 2, FIRST.next(), 4_000L), call(1, 3, FIRST.next(), null));

    List<CacheCheck> checks = checks(List.of(trace(Given.traceId(1))));

    assertThat(checks).extracting(CacheCheck::cause).containsExactly(Cause.HIT, Cause.UNKNOWN);
    assertThat(checks).extracting(CacheCheck::read).containsExactly(4_000L, null);
    assertThat(checks).extracting(CacheCheck::repeated).containsExactly(4_001L, 4_001L);
  }

  private static List<CacheCheck> checks(List<TraceRecord> records) {
    Map<Hash, Message> messages = new HashMap<>();
    Map<Hash, JsonValue> tools = new HashMap<>();
    for (TraceRecord record : records) {
      messages.putAll(record.messages());
      tools.putAll(record.tools());
    }
    List<Turn> turns =
        records.stream().map(record -> new Turn(record.spans(), record.commits())).toList();
    return CacheChecks.of(
        turns, messages::get, tools::get, (span, tokens) -> BigDecimal.valueOf(tokens));
  }

  /** A call of 4,001 tokens: one of them new, the rest from the cache or written to it. */
  private static SpanPart call(int trace, int span, Prompt prompt, @Nullable Long read) {
    Long written = read == null ? null : Long.valueOf(4_000 - read);
    Usage usage = new Usage(read == null ? 4_001L : 1L, read, written, 2L, null, JsonObject.EMPTY);
    List<JsonValue> tools =
        prompt.tools().stream()
            .<JsonValue>map(name -> new JsonObject(Map.of("name", JsonValue.of(name))))
            .toList();
    Exchange exchange =
        new Exchange(
            tools,
            List.of(Message.text("system", prompt.system())),
            prompt.messages(),
            List.of(List.of(assistant("ok"))));
    return Given.call(
        Given.generation(trace, span)
            .start(Given.NOW.minusSeconds(100 - 2L * span))
            .end(Given.NOW.minusSeconds(99 - 2L * span))
            .grouping(Given.inConversation("c"))
            .generation(Generation.builder().requestModel(prompt.model()).usage(usage).build()),
        exchange);
  }

  private static Message thought() {
    return new Message(
        "assistant", assistant("I see").content(), "Let me think.", List.of(), null, null);
  }
}
