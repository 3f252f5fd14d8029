// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.storage.Page;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A conversation is read trace by trace in the order in which it was held. */
abstract class ConversationContract extends Contract {

  ConversationContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void has_its_traces_earliest_first() {
    appendTurns(3, 1, 2);

    assertThat(ids(read("c", 10, null))).isEqualTo(traceIds(3, 2, 1));
  }

  @Test
  void is_empty_for_a_conversation_that_is_not_there() {
    appendTurns(1);

    assertThat(read("d", 10, null)).isEqualTo(new Page<>(List.of(), null, 10));
    assertThat(storage.traces().conversation("other", "c", 10, null).items()).isEmpty();
  }

  @Test
  void takes_the_id_letter_by_letter() {
    appendTurns(1);

    assertThat(read("C", 10, null).items()).isEmpty();
    assertThat(read("*", 10, null).items()).isEmpty();
    assertThat(read("%", 10, null).items()).isEmpty();
    assertThat(read("", 10, null).items()).isEmpty();
  }

  @Test
  void gives_every_trace_once_in_pages() {
    appendTurns(5, 4, 3, 2, 1);
    List<TraceId> found = new ArrayList<>();
    String cursor = null;
    do {
      Page<TraceRecord> page = read("c", 2, cursor);
      found.addAll(ids(page));
      assertThat(found).doesNotHaveDuplicates();
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).isEqualTo(traceIds(5, 4, 3, 2, 1));
  }

  @Test
  void goes_on_where_it_was_while_it_goes_on_itself() {
    appendTurns(9, 8, 7);
    Page<TraceRecord> first = read("c", 2, null);
    appendTurns(1);

    assertThat(ids(read("c", 2, first.next()))).isEqualTo(traceIds(7, 1));
  }

  @Test
  void has_its_traces_whole() {
    appendTurns(1);
    append(Given.part(Given.span(1, 2)), Given.part(Given.span(2, 1)));

    List<TraceRecord> records = read("c", 10, null).items();

    assertThat(records).containsExactly(trace(Given.traceId(1)));
    assertThat(records.get(0).spans()).hasSize(2);
  }

  @Test
  void goes_over_many_weeks() {
    for (int trace = 1; trace <= 4; trace++) {
      append(
          Given.part(
              Given.span(trace, 1)
                  .start(NOW.minus(Duration.ofDays(10L * trace)))
                  .grouping(Given.inConversation("c"))));
    }

    assertThat(ids(read("c", 10, null))).isEqualTo(traceIds(4, 3, 2, 1));
  }

  @Test
  void is_known_when_only_a_late_part_names_it() {
    append(Given.part(Given.span(1, 1)));
    append(
        Given.part(
            SpanPart.Kind.CONTENT,
            1,
            NOW,
            Given.bare("shop", 1, 1).grouping(Given.inConversation("c")),
            Given.asked("a", "b")));

    assertThat(ids(read("c", 10, null))).isEqualTo(traceIds(1));
  }

  private void appendTurns(int... traces) {
    for (int trace : traces) {
      append(
          Given.call(
              Given.generation(trace, 1).grouping(Given.inConversation("c")),
              Given.asked("question " + trace, "answer " + trace)));
    }
  }

  private Page<TraceRecord> read(String conversation, int limit, @Nullable String cursor) {
    return storage.traces().conversation(Given.PROJECT, conversation, limit, cursor);
  }

  private static List<TraceId> ids(Page<TraceRecord> page) {
    return page.items().stream().map(TraceRecord::traceId).toList();
  }

  private static List<TraceId> traceIds(int... numbers) {
    return IntStream.of(numbers).mapToObj(Given::traceId).toList();
  }
}
