// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanPart;
import dev.steno.model.chain.Blob;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceStore.Appended;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.query.Filter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What is deleted is gone, and nothing else is. */
abstract class DeleteContract extends Contract {

  DeleteContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void says_that_nothing_was_there() {
    append(Given.part(Given.span("other", 1, 1)));

    assertThat(delete(1)).isEqualTo(Erased.NONE);

    assertThat(storage.traces().trace("other", Given.traceId(1))).isPresent();
  }

  @Test
  void removes_a_trace_from_everywhere() {
    append(
        Given.call(
            Given.generation(1, 1).grouping(Given.inConversation("c")), Given.asked("a", "b")),
        Given.part(Given.span(1, 2)));

    Erased deleted = delete(1);

    assertThat(deleted).isEqualTo(new Erased(1, 2, 2, 0, 0));
    assertThat(storage.traces().trace(Given.PROJECT, Given.traceId(1))).isEmpty();
    assertThat(storage.traces().list(TraceQuery.latest(Given.PROJECT, 10)).items()).isEmpty();
    assertThat(storage.traces().summaries(Given.PROJECT, List.of(Given.traceId(1)))).isEmpty();
    assertThat(storage.traces().conversation(Given.PROJECT, "c", 10, null).items()).isEmpty();
    assertThat(storage.traces().list(containing("b")).items()).isEmpty();
  }

  @Test
  void removes_a_trace_of_many_weeks_and_parts() {
    for (int span = 1; span <= 4; span++) {
      append(Given.part(Given.span(1, span).start(NOW.minus(Duration.ofDays(9L * span)))));
    }
    append(Given.part(SpanPart.Kind.CONTENT, 1, NOW, Given.bare("shop", 1, 1), null));

    assertThat(delete(1).spans()).isEqualTo(4);

    assertThat(storage.traces().trace(Given.PROJECT, Given.traceId(1))).isEmpty();
  }

  @Test
  void leaves_messages_that_another_trace_of_the_conversation_names() {
    List<Message> history = List.of(Given.user("shared"), Given.assistant("b"), Given.user("own"));
    append(
        Given.call(
            Given.generation(1, 1).grouping(Given.inConversation("c")), Given.asked("shared", "b")),
        Given.call(
            Given.generation(2, 1).grouping(Given.inConversation("c")),
            Given.exchange(history, Given.assistant("d"))));

    assertThat(delete(2).messages()).isEqualTo(2);

    assertThat(trace(Given.traceId(1)).messages().values())
        .containsExactlyInAnyOrder(Given.user("shared"), Given.assistant("b"));
  }

  @Test
  void leaves_the_other_trace_whole_when_the_first_of_a_conversation_goes() {
    List<Message> history = List.of(Given.user("shared"), Given.assistant("b"), Given.user("own"));
    append(
        Given.call(
            Given.generation(1, 1).grouping(Given.inConversation("c")),
            Given.asked("shared", "b")));
    append(
        Given.call(
            Given.generation(2, 1).grouping(Given.inConversation("c")),
            Given.exchange(history, Given.assistant("d"))));

    assertThat(delete(1).messages()).isZero();

    assertThat(trace(Given.traceId(2)).messages().values())
        .containsExactlyInAnyOrder(
            Given.user("shared"), Given.assistant("b"), Given.user("own"), Given.assistant("d"));
  }

  @Test
  void removes_the_blobs_that_no_trace_names_any_more() {
    appendImage(1, "c", 1);
    appendImage(2, "c", 1);
    String sha256 = blobOf(1);

    assertThat(delete(1).blobs()).isZero();
    assertThat(blob(1, sha256)).isEmpty();
    assertThat(blob(2, sha256)).isPresent();

    assertThat(delete(2).blobs()).isEqualTo(1);
    append(Given.part(Given.span(2, 5).grouping(Given.inConversation("c"))));
    assertThat(blob(2, sha256)).isEmpty();
  }

  @Test
  void lets_the_same_parts_come_again() {
    SpanPart part = Given.call(Given.generation(1, 1), Given.asked("a", "b"));
    append(part);
    delete(1);

    assertThat(append(part)).isEqualTo(new Appended(1, 0));

    assertThat(trace(Given.traceId(1)).messages().values())
        .containsExactlyInAnyOrder(Given.user("a"), Given.assistant("b"));
  }

  @Test
  void lets_new_traces_of_the_conversation_say_what_was_deleted() {
    append(
        Given.call(
            Given.generation(1, 1).grouping(Given.inConversation("c")), Given.asked("a", "b")));
    delete(1);

    append(
        Given.call(
            Given.generation(2, 1).grouping(Given.inConversation("c")), Given.asked("a", "b")));

    assertThat(trace(Given.traceId(2)).messages().values())
        .containsExactlyInAnyOrder(Given.user("a"), Given.assistant("b"));
  }

  @Test
  void deletes_once() {
    append(Given.part(Given.span(1, 1)));

    assertThat(delete(1).traces()).isEqualTo(1);
    assertThat(delete(1)).isEqualTo(Erased.NONE);
  }

  private void appendImage(int trace, String conversation, int seed) {
    String data =
        Base64.getEncoder()
            .encodeToString(("image " + seed).repeat(1000).getBytes(StandardCharsets.UTF_8));
    Media image = new Media(Media.Kind.IMAGE, new Media.Base64(data, "image/png"));
    Message message = new Message("user", List.of(image), null, List.of(), null, null);
    append(
        Given.call(
            Given.generation(trace, 1).grouping(Given.inConversation(conversation)),
            Given.exchange(List.of(message), Given.assistant("A cat " + trace))));
  }

  private String blobOf(int trace) {
    return trace(Given.traceId(trace)).messages().values().stream()
        .flatMap(message -> message.content().stream())
        .filter(block -> block instanceof Media media && media.source() instanceof Media.Blob)
        .map(block -> ((Media.Blob) ((Media) block).source()).sha256())
        .findFirst()
        .orElseThrow();
  }

  private Optional<Blob> blob(int trace, String sha256) {
    return storage.traces().blob(Given.PROJECT, Given.traceId(trace), sha256);
  }

  private static TraceQuery containing(String text) {
    return new TraceQuery(Given.PROJECT, new Filter.Contains(text), 10, null);
  }
}
