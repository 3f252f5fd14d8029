// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartPartsTest {
  private final Client client = new Client(builder -> builder);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void a_span_that_never_ends_is_known_with_its_input() {
    Trace trace = client.steno.trace(t -> t.conversationId("c"));
    MessageSpan message = trace.message("Hi");
    ToolSpan tool = message.tool("look").toolName("weather");

    client.steno.flush(Duration.ZERO);

    List<Span> spans = client.trace(trace.id()).spans();
    assertThat(spans).hasSize(2);
    assertThat(spans.get(0).spanId().hex()).isEqualTo(message.id());
    assertThat(spans.get(0).type()).isEqualTo(SpanType.MESSAGE);
    assertThat(spans.get(0).name()).isEqualTo("message");
    assertThat(spans.get(0).input()).isEqualTo(JsonValue.of("Hi"));
    assertThat(spans.get(0).start()).isNotNull();
    assertThat(spans.get(0).end()).isNull();
    assertThat(spans.get(0).grouping().conversation()).isEqualTo("c");
    assertThat(spans.get(1).parentId().hex()).isEqualTo(message.id());
    assertThat(spans.get(1).tool().name()).isEqualTo("weather");
    assertThat(spans.get(0).statusAt(Instant.now().plus(Duration.ofDays(1))))
        .isEqualTo(SpanStatus.UNFINISHED);
    assertThat(tool.id()).isEqualTo(spans.get(1).spanId().hex());
  }

  @Test
  void a_call_that_never_ends_is_known_with_what_the_model_was_given() {
    client.steno.trace().generation(List.of(Message.text("user", "Hi"))).model("gpt-4o");

    client.steno.flush(Duration.ZERO);

    SpanPart part = client.logs().parts().get(0);
    assertThat(part.kind()).isEqualTo(SpanPart.Kind.START);
    assertThat(part.exchange().messages()).containsExactly(Message.text("user", "Hi"));
    assertThat(part.span().generation().requestModel()).isEqualTo("gpt-4o");
  }

  @Test
  void a_span_that_ended_is_not_told_of_twice() {
    client.steno.trace().message("Hi").end("Hello");

    client.steno.flush(Duration.ZERO);

    assertThat(client.delivery.logs).isEmpty();
    assertThat(client.delivery.spans).hasSize(1);
  }

  @Test
  void the_end_completes_what_the_beginning_told() {
    Trace trace = client.steno.trace();
    MessageSpan message = trace.message("Hi");
    client.steno.flush(Duration.ZERO);

    message.end("Hello");

    Span span = client.trace(trace.id()).spans().get(0);
    assertThat(client.delivery.logs).hasSize(1);
    assertThat(span.input()).isEqualTo(JsonValue.of("Hi"));
    assertThat(span.output()).isEqualTo(JsonValue.of("Hello"));
    assertThat(span.status()).isEqualTo(SpanStatus.OK);
  }

  @Test
  void nothing_is_told_of_beginnings_if_that_is_off() {
    Client quiet = new Client();
    quiet.steno.trace().message("Hi");

    quiet.steno.flush(Duration.ZERO);

    assertThat(quiet.delivery.logs).isEmpty();
  }
}
