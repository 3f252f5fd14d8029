// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.delivery.Item.Origin;
import dev.steno.client.delivery.Item.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestsTest {
  private final OtlpEncoder encoder = new OtlpEncoder();
  private final Origin one = origin("one");
  private final Origin two = origin("two");

  @Test
  void spans_of_one_origin_stand_together_in_their_order() throws Exception {
    List<Item> items = List.of(item(one, "a"), item(two, "b"), item(origin("one"), "c"));

    var request = ExportTraceServiceRequest.parseFrom(Requests.body(items));

    assertThat(request.getResourceSpansList())
        .extracting(spans -> spans.getScopeSpans(0).getScope().getName())
        .containsExactly("one", "two");
    ResourceSpans first = request.getResourceSpans(0);
    assertThat(first.getScopeSpans(0).getSpansList())
        .extracting(span -> span.getName())
        .containsExactly("a", "c");
    assertThat(first.getResource().getAttributes(0).getValue().getStringValue())
        .isEqualTo("kettle");
    assertThat(first.getSchemaUrl()).isEqualTo("https://schema/1");
    assertThat(first.getScopeSpans(0).getSchemaUrl()).isEqualTo("https://schema/2");
    assertThat(first.getScopeSpans(0).getScope().getVersion()).isEqualTo("1.0");
  }

  @Test
  void a_body_gives_back_its_items() {
    byte[] body = Requests.body(List.of(item(one, "a"), item(two, "b")));

    List<Item> items = Requests.items(Signal.SPANS, body, false);

    assertThat(items).extracting(Item::origin).containsExactly(one, two);
    assertThat(items).noneMatch(Item::own);
    assertThat(Requests.body(items)).isEqualTo(body);
  }

  private Item item(Origin origin, String name) {
    return new Item(Signal.SPANS, origin, encoder.span(Recorded.span(name, 500)), 0, 0, true);
  }

  private Origin origin(String scope) {
    return new Origin(
        encoder.resource(Recorded.RESOURCE),
        encoder.scope(
            InstrumentationScopeInfo.builder(scope)
                .setVersion("1.0")
                .setSchemaUrl("https://schema/2")
                .build()));
  }
}
