// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.steno.client.Steno;
import dev.steno.spring.boot.starter.sample.SampleApplication;
import dev.steno.spring.boot.starter.sample.SupportDesk;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sample application, started and stopped, against a receiver of OTLP. */
class StarterIT {
  private final Map<String, String> received = new ConcurrentHashMap<>();
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String key = exchange.getRequestHeaders().getFirst("authorization");
          received.put(exchange.getRequestURI().getPath(), String.valueOf(key));
          exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  @Test
  void runs_on_the_spring_boot_that_was_asked_for() {
    assertThat(SpringBootVersion.getVersion()).startsWith(System.getProperty("steno.boot", "3"));
  }

  @Test
  void a_turn_of_the_sample_is_one_tree_with_its_content() {
    try (ConfigurableApplicationContext application = start()) {
      String said = application.getBean(SupportDesk.class).answer("Where is it?");

      List<SpanData> spans = application.getBean(Steno.class).recent().spans();
      SpanData message = named(spans, "message");
      SpanData call = named(spans, "chat echo-1");
      SpanData tool = named(spans, "execute_tool order_status");
      assertThat(said).isEqualTo("You said: Where is it?");
      assertThat(List.of(call.getParentSpanId(), tool.getParentSpanId()))
          .containsOnly(message.getSpanId());
      assertThat(text(call, "gen_ai.input.messages")).contains("Where is it?");
      assertThat(text(call, "gen_ai.system_instructions")).contains("Order 1042 is in Kassel");
      assertThat(text(call, "gen_ai.output.messages")).contains("You said: Where is it?");
      assertThat(text(call, "gen_ai.provider.name")).isEqualTo("echo");
      assertThat(text(call, "gen_ai.response.model")).isEqualTo("echo-1-small");
      assertThat(call.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
          .isEqualTo(12);
      assertThat(call.getAttributes().get(AttributeKey.doubleKey("gen_ai.request.temperature")))
          .isEqualTo(0.2);
      assertThat(text(tool, "gen_ai.tool.call.arguments")).isEqualTo("{\"order\":\"1042\"}");
      assertThat(text(tool, "gen_ai.tool.call.result")).isEqualTo("in Kassel");
      assertThat(message.getResource().getAttribute(AttributeKey.stringKey("service.name")))
          .isEqualTo("desk");
    }
  }

  @Test
  void what_was_recorded_is_delivered_with_the_key_when_the_application_stops() {
    try (ConfigurableApplicationContext application = start("steno.api-key=steno_secret")) {
      application.getBean(SupportDesk.class).answer("Where is it?");
    }

    assertThat(received).containsKey("/v1/traces");
    assertThat(received.get("/v1/traces")).isEqualTo("Bearer steno_secret");
  }

  @Test
  void a_model_that_fails_fails_its_span_and_reaches_the_application_unchanged() {
    try (ConfigurableApplicationContext application = start()) {
      SupportDesk desk = application.getBean(SupportDesk.class);

      assertThatThrownBy(() -> desk.answer("break"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("out of order");

      List<SpanData> spans = application.getBean(Steno.class).recent().spans();
      assertThat(named(spans, "chat echo-1").getStatus().getStatusCode())
          .isEqualTo(StatusCode.ERROR);
      assertThat(named(spans, "message").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }
  }

  @Test
  void content_may_stay_in_the_application_and_secrets_always_do() {
    try (ConfigurableApplicationContext quiet = start("steno.capture-content=false");
        ConfigurableApplicationContext safe = start("steno.redact=secrets,email")) {
      quiet.getBean(SupportDesk.class).answer("Where is it?");
      safe.getBean(SupportDesk.class).answer("I am ann@example.org");

      SpanData call = named(quiet.getBean(Steno.class).recent().spans(), "chat echo-1");
      assertThat(call.getAttributes().asMap().toString()).doesNotContain("Where is it");
      SpanData redacted = named(safe.getBean(Steno.class).recent().spans(), "chat echo-1");
      assertThat(text(redacted, "gen_ai.input.messages"))
          .contains("I am [redacted:email]")
          .doesNotContain("ann@example.org");
    }
  }

  @Test
  void a_client_that_is_disabled_does_nothing() {
    try (ConfigurableApplicationContext application = start("steno.enabled=false")) {
      String said = application.getBean(SupportDesk.class).answer("Where is it?");

      assertThat(said).isEqualTo("You said: Where is it?");
      assertThat(application.getBean(Steno.class)).isSameAs(Steno.noop());
    }
    assertThat(received).isEmpty();
  }

  @Test
  void an_application_may_leave_spring_ai_out_or_bring_a_client_of_its_own() {
    try (ConfigurableApplicationContext without = start("steno.spring-ai=false");
        ConfigurableApplicationContext own =
            new SpringApplicationBuilder(SampleApplication.class, OwnClient.class)
                .properties("spring.main.banner-mode=off")
                .run()) {
      without.getBean(SupportDesk.class).answer("Where is it?");

      assertThat(without.getBean(Steno.class).recent().spans()).hasSize(1);
      assertThat(own.getBean(Steno.class)).isSameAs(Steno.noop());
    }
  }

  @Test
  void a_rule_that_is_not_known_is_named_when_the_application_starts() {
    assertThatThrownBy(() -> start("steno.redact=secretz"))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageStartingWith("rules: secretz (expected: secrets, ");
  }

  /** An application with a client of its own. */
  @Configuration
  static class OwnClient {
    @Bean
    Steno own() {
      return Steno.noop();
    }
  }

  private ConfigurableApplicationContext start(String... properties) {
    String[] all = Arrays.copyOf(properties, properties.length + 4);
    all[properties.length] = "steno.endpoint=http://localhost:" + receiver.getAddress().getPort();
    all[properties.length + 1] = "spring.application.name=desk";
    all[properties.length + 2] = "spring.main.banner-mode=off";
    all[properties.length + 3] = "steno.spool=off";
    SpringApplication application =
        new SpringApplicationBuilder(SampleApplication.class).properties(all).build();
    return application.run();
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}
