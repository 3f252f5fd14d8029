// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.Said;
import dev.steno.client.Steno;
import dev.steno.client.StenoBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a phrase is in the bytes that leave the application: on the wire, and on disk. */
class LeavingIT {
  private static final String SECRET = "sk-proj-Zq81LmNo73PqRsTu92VwXyZa";
  private static final List<String> FORMS = List.of(SECRET, Said.base64(SECRET));

  @TempDir Path spool;

  @Test
  void without_content_no_phrase_is_on_the_wire_and_with_it_every_one_is() throws IOException {
    assertThat(sent(b -> b.captureContent(false), false))
        .doesNotContain(FORMS)
        .contains("gen_ai.usage.input_tokens", "steno.span.start", "NEGATIVE", "execute_tool look");
    assertThat(sent(b -> b, false)).contains(FORMS);
  }

  @Test
  void what_rules_take_out_is_not_on_the_wire() throws IOException {
    assertThat(sent(b -> b.redact("secrets"), true))
        .doesNotContain(FORMS)
        .contains("[redacted:openai]", "steno.redacted.openai");
  }

  private static String sent(UnaryOperator<StenoBuilder> options, boolean rest) {
    try (Receiver receiver = Receiver.start()) {
      say(options.apply(Steno.builder().endpoint(receiver.uri())), rest);
      StringBuilder all = new StringBuilder();
      receiver.bodies().forEach(b -> all.append(new String(b, StandardCharsets.UTF_8)));
      return all.toString();
    }
  }

  @Test
  void what_is_on_disk_while_nobody_answers_is_redacted() throws IOException {
    URI nowhere = URI.create("http://127.0.0.1:1");
    say(
        Steno.builder()
            .endpoint(nowhere)
            .redact("secrets")
            .sending(o -> o.spoolDirectory(spool).spoolFirst(true)),
        true);

    assertThat(left(DeliveryOptions.builder(nowhere).spoolDirectory(spool).build()))
        .contains("[redacted:openai]", "steno.span.start")
        .doesNotContain(FORMS);
  }

  /** What lies in a spool, uncompressed. */
  private static String left(DeliveryOptions options) throws IOException {
    Path folder = Objects.requireNonNull(options.spool());
    Spool left = new Spool(folder, 1 << 30, new Tally(), new Notices(options, System::nanoTime));
    left.adopt();
    StringBuilder all = new StringBuilder();
    for (Item item : left.take(1_000, 1 << 30, new ArrayList<>())) {
      all.append(new String(item.bytes(), StandardCharsets.UTF_8));
      all.append(new String(item.origin().resource(), StandardCharsets.UTF_8));
    }
    left.close(true);
    return all.toString();
  }

  @Test
  void the_thread_that_ends_a_span_does_not_wait_for_its_redaction() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    List<Thread> asked = new CopyOnWriteArrayList<>();
    AtomicBoolean armed = new AtomicBoolean();
    try (Receiver receiver = Receiver.start();
        Steno steno =
            Steno.builder()
                .endpoint(receiver.uri())
                .redaction(
                    (key, text) -> {
                      if (armed.get()) {
                        asked.add(Thread.currentThread());
                        await(ended);
                      }
                      return text;
                    })
                .build()) {
      armed.set(true);
      steno.trace().message("Hi").end("Hello");
      ended.countDown();

      assertThat(steno.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(asked).isNotEmpty().doesNotContain(Thread.currentThread());
      assertThat(receiver.names()).containsExactly("message");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(StenoBuilder builder, boolean rest) {
    Steno steno = builder.build();
    Said.content(steno, steno.trace(), SECRET);
    if (rest) {
      Said.rest(steno, SECRET);
    }
    steno.close(Duration.ofSeconds(20));
  }
}
