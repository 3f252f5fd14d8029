// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.Steno;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

class SameSpansTest {

  @Test
  void both_sides_write_the_same_spans() {
    try (SdkTracerProvider provider =
            SdkTracerProvider.builder().addSpanProcessor(new Nowhere()).build();
        Steno steno = Steno.builder().startParts(false).delivery(new Nowhere()).build()) {
      BareSpans bare = new BareSpans(provider.get("bare"));
      ClientSpans client = new ClientSpans(steno);

      assertSame(bare.message(), written(steno, client.message().id()));
      assertSame(bare.tool(), written(steno, client.tool().id()));
      assertSame(bare.generation(), written(steno, client.generation().id()));
      assertSame(bare.messages(), written(steno, client.messages().id()));
    }
  }

  private static SpanData written(Steno steno, String id) {
    return steno.recent().find(id).orElseThrow();
  }

  private static void assertSame(Object bare, SpanData client) {
    SpanData expected = ((ReadableSpan) bare).toSpanData();
    assertThat(client.getName()).isEqualTo(expected.getName());
    assertThat(client.getKind()).isEqualTo(expected.getKind());
    assertThat(client.getStatus()).isEqualTo(expected.getStatus());
    assertThat(client.getAttributes().asMap()).isEqualTo(expected.getAttributes().asMap());
    assertThat(client.getParentSpanContext().isValid())
        .isEqualTo(expected.getParentSpanContext().isValid());
    assertThat(expected.hasEnded()).isTrue();
  }
}
