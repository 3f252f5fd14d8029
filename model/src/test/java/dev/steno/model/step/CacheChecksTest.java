// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.message.Message;
import dev.steno.model.step.CacheCheck.Cause;
import dev.steno.model.step.CacheCheck.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheChecksTest {
  private static final String LONG = "a long text that fills the cache ".repeat(100);
  private static final BigDecimal SAVING = new BigDecimal("0.000002");

  private final Script script = new Script().system("You help. " + LONG).tools("find:" + LONG);

  @Test
  void a_call_that_goes_on_and_is_served_from_the_cache_lost_nothing() {
    conversation(6_000L, 5_900L, history());

    CacheCheck check = only();

    assertThat(check.cause()).isEqualTo(Cause.HIT);
    assertThat(check.cost()).isNull();
  }

  @Test
  void a_call_that_goes_on_and_is_read_again_was_missed_by_the_provider() {
    script.reading(5_000L).cached(0L).at(0, 1);
    script.call(List.of(user("one")), answer());
    script.reading(6_000L).cached(0L).at(601, 1);
    script.call(history(), answer());

    CacheCheck check = only();

    assertThat(check.cause()).isEqualTo(Cause.PROVIDER_MISSED);
    assertThat(check.section()).isNull();
    assertThat(check.gap()).isEqualTo(Duration.ofMinutes(10));
    assertThat(check.repeated()).isEqualTo(5_000);
    assertThat(check.reread()).isEqualTo(5_000);
    assertThat(check.estimated()).isFalse();
    assertThat(check.cost()).isEqualByComparingTo("0.01");
  }

  @Test
  void another_tool_breaks_everything() {
    first(5_000L);
    script.tools("order:x", "find:" + LONG);
    next(6_000L, 0L, history());

    CacheCheck check = only();

    assertThat(check.cause()).isEqualTo(Cause.TOOLS_CHANGED);
    assertThat(check.section()).isEqualTo(Section.TOOLS);
    assertThat(check.kept()).isZero();
    assertThat(check.reread()).isBetween(5_800L, 6_000L);
    assertThat(check.estimated()).isTrue();
  }

  @Test
  void another_system_message_leaves_the_tools_in_the_cache() {
    script.reading(9_000L).cached(0L);
    script.call(longHistory(), answer());
    script.system("You help on Tuesday. " + LONG);
    next(9_000L, 1_800L, longHistory());

    CacheCheck check = only();

    assertThat(check.cause()).isEqualTo(Cause.SYSTEM_CHANGED);
    assertThat(check.section()).isEqualTo(Section.SYSTEM);
    assertThat(check.reread()).isBetween(4_500L, 6_000L);
  }

  @Test
  void an_edited_message_breaks_what_follows() {
    List<Message> before = new ArrayList<>(longHistory());
    script.reading(9_000L).cached(0L);
    script.call(before, answer());
    List<Message> after = new ArrayList<>(before);
    after.set(0, user("one edited " + LONG));
    after.add(user("next"));
    next(9_500L, 4_000L, after);

    CacheCheck check = only();

    assertThat(check.cause()).isEqualTo(Cause.MESSAGE_EDITED);
    assertThat(check.section()).isEqualTo(Section.MESSAGES);
    assertThat(check.kept()).isZero();
    assertThat(check.reread()).isGreaterThan(1_000);
  }

  @Test
  void a_message_that_left_breaks_what_follows() {
    List<Message> before = longHistory();
    script.reading(9_000L).cached(0L);
    script.call(before, answer());
    next(8_000L, 4_000L, List.copyOf(before.subList(1, before.size())));

    assertThat(only().cause()).isEqualTo(Cause.MESSAGE_REMOVED);
  }

  @Test
  void a_message_before_others_breaks_what_follows() {
    List<Message> before = longHistory();
    script.reading(9_000L).cached(0L);
    script.call(before, answer());
    List<Message> after = new ArrayList<>(before);
    after.add(0, user("something else entirely"));
    next(9_500L, 4_000L, after);

    assertThat(only().cause()).isEqualTo(Cause.MESSAGE_INSERTED);
  }

  @Test
  void a_summary_in_place_of_messages_is_a_compaction() {
    List<Message> before = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      before.add(user("turn " + i));
    }
    before.add(user("kept " + LONG));
    script.reading(9_000L).cached(0L);
    script.call(before, answer());
    next(8_000L, 5_000L, List.of(user("summed up as follows"), user("kept " + LONG)));

    assertThat(only().cause()).isEqualTo(Cause.COMPACTION);
  }

  @Test
  void another_model_has_another_cache() {
    script.model("large");
    first(5_000L);
    script.model("small");
    next(6_000L, 0L, history());

    CacheCheck check = only();

    assertThat(check.cause()).isEqualTo(Cause.MODEL_CHANGED);
    assertThat(check.reread()).isGreaterThan(4_000);
  }

  @Test
  void a_short_prompt_is_cached_by_nobody() {
    first(500L);
    next(600L, 0L, history());

    assertThat(only().cause()).isEqualTo(Cause.SHORT);
  }

  @Test
  void nobody_is_accused_where_nobody_reported_cache_use() {
    script.reading(5_000L).cached(null);
    script.call(List.of(user("one")), answer());
    next(6_000L, null, history());

    CacheCheck check = only();

    assertThat(check.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(check.reread()).isNull();
    assertThat(check.cost()).isNull();
  }

  @Test
  void a_broken_prompt_is_told_though_nobody_reported_cache_use() {
    script.reading(5_000L).cached(null);
    script.call(List.of(user("one")), answer());
    script.tools("other:y");
    next(6_000L, null, history());

    assertThat(only().cause()).isEqualTo(Cause.TOOLS_CHANGED);
  }

  @Test
  void a_first_call_has_nothing_to_lose() {
    first(5_000L);

    assertThat(checks()).isEmpty();
  }

  private void conversation(Long input, Long read, List<Message> messages) {
    first(5_000L);
    next(input, read, messages);
  }

  private void first(Long input) {
    script.reading(input).cached(0L);
    script.call(List.of(user("one")), answer());
  }

  private void next(@Nullable Long input, @Nullable Long read, List<Message> messages) {
    script.reading(input).cached(read);
    script.call(messages, answer());
  }

  private static List<Message> history() {
    return List.of(user("one"), answer(), user("two"));
  }

  private static List<Message> longHistory() {
    return List.of(user("one " + LONG), answer(), user("two " + LONG), user("three " + LONG));
  }

  private CacheCheck only() {
    assertThat(checks()).hasSize(1);
    return checks().get(0);
  }

  private List<CacheCheck> checks() {
    return CacheChecks.of(
        script.turns(), script::message, script::tool, CacheChecksTest::readAgain);
  }

  private static BigDecimal readAgain(Span span, long tokens) {
    return SAVING.multiply(BigDecimal.valueOf(tokens));
  }

  private static Message user(String text) {
    return Message.text("user", text);
  }

  private static Message answer() {
    return Message.text("assistant", "an answer");
  }
}
