// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.message.Message;
import dev.steno.otlp.Decoded;
import dev.steno.otlp.Encoding;
import dev.steno.otlp.OtlpDecoder;
import dev.steno.otlp.RequestContext;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final long NOW = 1_800_000_000_000_000_000L;
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void a_request_says_what_the_conversations_say() {
    List<SpanPart> made = new Conversations(3, "default").next(Instant.ofEpochSecond(9)).parts();

    List<SpanPart> read = decode(OtlpSpans.body(made));

    assertThat(read).hasSize(Conversations.SPANS);
    for (int i = 0; i < made.size(); i++) {
      assertThat(read.get(i).span().type()).isEqualTo(made.get(i).span().type());
      assertThat(read.get(i).span().tool()).isEqualTo(made.get(i).span().tool());
      assertThat(read.get(i).span().start()).isEqualTo(made.get(i).span().start());
      assertThat(read.get(i).exchange()).isEqualTo(made.get(i).exchange());
    }
  }

  @Test
  void a_span_takes_about_three_and_a_half_kilobytes() {
    Template template = Template.of(new Conversations(3, "default"), 10);

    assertThat(template.spans()).isEqualTo(500);
    assertThat(template.body().remaining() / 500).isBetween(3_300, 3_700);
  }

  @Test
  void what_is_sent_again_shares_no_id_and_no_message_with_what_was_sent_before() {
    Template template = Template.of(new Conversations(3, "default"), 2);

    List<TraceId> first = template.renew(random, NOW);
    List<SpanPart> before = decode(template);
    List<TraceId> second = template.renew(random, NOW);
    List<SpanPart> after = decode(template);

    assertThat(traces(before)).containsExactlyInAnyOrderElementsOf(first);
    assertThat(traces(after)).containsExactlyInAnyOrderElementsOf(second);
    assertThat(traces(before)).doesNotContainAnyElementsOf(traces(after));
    assertThat(spans(before)).hasSize(100).doesNotContainAnyElementsOf(spans(after));
    assertThat(messages(before)).isNotEmpty().doesNotContainAnyElementsOf(messages(after));
    assertThat(conversations(before)).hasSize(2).doesNotContainAnyElementsOf(conversations(after));
  }

  @Test
  void a_renewed_conversation_still_hangs_together() {
    Template template = Template.of(new Conversations(3, "default"), 1);
    List<SpanPart> made = decode(template);

    template.renew(random, NOW);
    List<SpanPart> renewed = decode(template);

    assertThat(messages(renewed)).hasSameSizeAs(messages(made));
    assertThat(spans(renewed)).contains(renewed.get(0).span().parentId());
    assertThat(renewed.stream().map(part -> OtlpSpans.nanos(part.span().start())))
        .contains(NOW)
        .allMatch(start -> start >= NOW);
  }

  private static List<SpanPart> decode(Template template) {
    ByteBuffer body = template.body();
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return decode(bytes);
  }

  private static List<SpanPart> decode(byte[] body) {
    RequestContext context = new RequestContext("default", Instant.EPOCH);
    Decoded decoded = new OtlpDecoder().traces(body, Encoding.PROTOBUF, context);
    assertThat(decoded.rejected()).isZero();
    return decoded.parts();
  }

  private static Set<TraceId> traces(List<SpanPart> parts) {
    return parts.stream().map(part -> part.span().traceId()).collect(Collectors.toSet());
  }

  private static Set<SpanId> spans(List<SpanPart> parts) {
    return parts.stream().map(part -> part.span().spanId()).collect(Collectors.toSet());
  }

  private static Set<String> conversations(List<SpanPart> parts) {
    return parts.stream()
        .map(part -> part.span().grouping().conversation())
        .collect(Collectors.toSet());
  }

  private static Set<Message> messages(List<SpanPart> parts) {
    Set<Message> messages = new HashSet<>();
    for (SpanPart part : parts) {
      if (part.exchange() != null) {
        messages.addAll(part.exchange().messages());
      }
    }
    return messages;
  }
}
