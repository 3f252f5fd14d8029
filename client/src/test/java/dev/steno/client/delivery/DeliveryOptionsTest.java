// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.client.delivery.Item.Signal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeliveryOptionsTest {
  private static final URI SERVER = URI.create("http://localhost:4318/");

  @Test
  void a_request_goes_below_the_endpoint_with_key_project_and_headers() {
    DeliveryOptions options =
        DeliveryOptions.builder(SERVER)
            .key("st_key")
            .project("kitchen")
            .headers(Map.of("x-one", "1", "User-Agent", "mine"))
            .build();

    HttpRequest request = options.request(Signal.LOGS).GET().build();

    assertThat(request.uri()).hasToString("http://localhost:4318/v1/logs");
    assertThat(request.headers().firstValue("authorization")).contains("Bearer st_key");
    assertThat(request.headers().firstValue("x-steno-project")).contains("kitchen");
    assertThat(request.headers().firstValue("x-one")).contains("1");
    assertThat(request.headers().allValues("user-agent")).containsExactly("mine");
  }

  @Test
  void bad_options_are_refused_with_a_sentence_that_never_holds_the_key() {
    assertRefused(
        () -> DeliveryOptions.builder(URI.create("localhost:4318")),
        "endpoint: localhost:4318 (expected: a URL as http://localhost:4318)");
    assertRefused(
        () -> DeliveryOptions.builder(SERVER).batchItems(0),
        "batchItems: 0 (expected: 1 to 65536)");
    assertRefused(
        () -> DeliveryOptions.builder(SERVER).batchTime(Duration.ZERO),
        "batchTime: PT0S (expected: more than zero)");
    assertRefused(
        () -> DeliveryOptions.builder(SERVER).spoolFirst(true).build(),
        "spoolFirst: true (expected: a spoolDirectory with it)");
    assertRefused(
        () -> DeliveryOptions.builder(SERVER).key("secret\nkey").build(),
        "key: 10 characters (expected: a key as steno key create prints it)");
  }

  @Test
  void the_queue_is_rounded_up_to_a_power_of_two() {
    assertThat(DeliveryOptions.builder(SERVER).queueItems(5).build().queueItems()).isEqualTo(8);
    assertThat(DeliveryOptions.builder(SERVER).queueItems(8).build().queueItems()).isEqualTo(8);
  }

  @Test
  void another_server_or_project_has_another_folder_in_the_spool() {
    DeliveryOptionsBuilder builder =
        DeliveryOptions.builder(SERVER).spoolDirectory(Path.of("spool"));
    DeliveryOptions other =
        DeliveryOptions.builder(URI.create("http://other:4318"))
            .spoolDirectory(Path.of("spool"))
            .build();

    assertThat(builder.build().spool()).isEqualTo(builder.key("another key").build().spool());
    assertThat(builder.build().spool()).isNotEqualTo(other.spool());
    assertThat(builder.build().spool()).isNotEqualTo(builder.project("p").build().spool());
  }

  @Test
  void a_builder_made_of_options_makes_the_same_and_changes_nothing() {
    DeliveryOptions options = DeliveryOptions.builder(SERVER).key("k").batchItems(7).build();

    DeliveryOptions changed = options.toBuilder().batchItems(9).build();

    assertThat(options.batchItems()).isEqualTo(7);
    assertThat(changed.batchItems()).isEqualTo(9);
    assertThat(changed.request(Signal.SPANS).GET().build().headers().firstValue("authorization"))
        .contains("Bearer k");
  }

  private static void assertRefused(Runnable runnable, String sentence) {
    assertThatThrownBy(runnable::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
