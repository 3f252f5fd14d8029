// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisabledTest {
  private static final Steno STENO = Steno.noop();

  @Test
  void everything_is_the_same_object_always() {
    assertThat(STENO.trace()).isSameAs(Steno.noop().trace(t -> t.conversationId("c")));
    assertThat(STENO.trace().message("a"))
        .isSameAs(STENO.trace().message("b").tool("c").message(1));
    assertThat(STENO.current()).isSameAs(STENO.trace());
  }

  @Test
  void a_call_still_runs_and_throws_what_it_throws() {
    assertThat(STENO.trace().message("Hi").<String, RuntimeException>call(m -> "Hello"))
        .isEqualTo("Hello");
    assertThatThrownBy(
            () ->
                STENO
                    .trace()
                    .message("Hi")
                    .call(
                        m -> {
                          throw new IOException("own");
                        }))
        .isInstanceOf(IOException.class);
  }

  @Test
  void nothing_is_delivered_and_nothing_counted() {
    STENO.trace().message("Hi").end("Hello");
    STENO.trace().feedback(FeedbackTag.POSITIVE);

    assertThat(STENO.counts()).isEqualTo(StenoCounts.NONE);
    assertThat(STENO.flush(Duration.ofDays(1))).isTrue();
    assertThat(STENO.recent().spans()).isEmpty();
    STENO.close();
  }

  @Test
  void the_environment_can_disable() {
    Steno steno = Steno.builder().environment(Map.of("OTEL_SDK_DISABLED", "true")).build();

    assertThat(steno).isSameAs(Steno.noop());
  }

  @Test
  void it_allocates_nothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    work(1_000);

    long before = threads.getThreadAllocatedBytes(thread);
    work(10_000);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    // What the measuring itself takes.
    assertThat(allocated).isLessThan(1_000);
  }

  private static void work(int times) {
    for (int i = 0; i < times; i++) {
      Trace trace = STENO.trace(t -> t.conversationId("c"));
      MessageSpan message = trace.message("Hi");
      message.tool("look").toolName("weather").callId("c").end("clear");
      GenerationSpan call =
          message.generation("x").model("gpt").usage(1_000_000, 2_000_000).chunk("a");
      call.call(g -> "answer");
      message.system("cache").end();
      message.feedback(FeedbackTag.POSITIVE, "good");
      message.fail(FAILURE);
      message.end("Hello");
      message.close();
      trace.close();
    }
  }

  private static final RuntimeException FAILURE = new IllegalStateException("none");
}
