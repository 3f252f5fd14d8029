// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import static dev.steno.testing.ModelReply.call;
import static dev.steno.testing.ModelReply.calls;
import static dev.steno.testing.ModelReply.failure;
import static dev.steno.testing.ModelReply.text;
import static dev.steno.testing.ModelScript.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.steno.client.Steno;
import dev.steno.spring.boot.starter.sample.SampleApplication;
import dev.steno.spring.boot.starter.sample.SupportDesk;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelScript;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sample application, started and stopped, with a scripted model and a receiver of OTLP. */
class StarterIT {
  private static final String CHAT = "chat mock-mini";

  private final Map<String, String> received = new ConcurrentHashMap<>();
  private static MockModel model;
  private HttpServer receiver;

  @BeforeAll
  static void startModel() {
    model =
        MockModel.start(
            turn(
                    "where is 1042",
                    calls(call("order_status", "{\"order\":\"1042\"}")),
                    text("In Kassel."))
                .or(turn("where is 0000", calls(call("order_status", "{\"order\":\"0000\"}"))))
                .or(turn("break", failure(400, "out of order")))
                .or(turn("think", text("42.").thinking("It is a number.")))
                .or(turn("at length", text("Once ".repeat(2_000)).paced(Duration.ofMillis(20))))
                .or(ModelScript.echo()));
  }

  @AfterAll
  static void stopModel() {
    model.close();
  }

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
      String said = application.getBean(SupportDesk.class).answer("Where is 1042?");

      List<SpanData> spans = spans(application);
      SpanData message = named(spans, "message");
      SpanData tool = named(spans, "execute_tool order_status");
      List<SpanData> calls = spans.stream().filter(span -> span.getName().equals(CHAT)).toList();
      assertThat(said).isEqualTo("In Kassel.");
      assertThat(spans).hasSize(5);
      assertThat(calls).hasSize(2);
      assertThat(calls).allSatisfy(call -> assertThat(parent(call)).isEqualTo(message.getSpanId()));
      assertThat(parent(tool)).isEqualTo(message.getSpanId());
      assertThat(parent(named(spans, "retrieval"))).isEqualTo(tool.getSpanId());
      assertThat(value(tool, "gen_ai.tool.call.arguments")).isEqualTo("{\"order\":\"1042\"}");
      assertThat(value(tool, "gen_ai.tool.call.result")).isEqualTo("in Kassel");
      assertThat(value(calls.get(0), "gen_ai.input.messages"))
          .contains("tool_call_response")
          .contains("in Kassel");
      assertThat(value(calls.get(0), "gen_ai.output.messages")).contains("In Kassel.");
      assertThat(value(calls.get(1), "gen_ai.output.messages")).contains("order_status");
      assertThat(message.getResource().getAttribute(AttributeKey.stringKey("service.name")))
          .isEqualTo("desk");
    }
  }

  @Test
  void a_call_has_its_model_tools_parameters_usage_reason_and_id() {
    try (ConfigurableApplicationContext application = start()) {
      application.getBean(SupportDesk.class).answer("Please think");

      SpanData call = named(spans(application), CHAT);
      assertThat(value(call, "gen_ai.input.messages")).contains("Please think");
      assertThat(value(call, "gen_ai.system_instructions")).contains("support of a tea shop");
      assertThat(value(call, "gen_ai.provider.name")).isEqualTo("openai");
      assertThat(value(call, "gen_ai.response.model")).isEqualTo("mock-mini");
      assertThat(value(call, "gen_ai.response.id")).startsWith("chatcmpl-");
      assertThat(value(call, "gen_ai.tool.definitions"))
          .startsWith("[{\"type\":\"function\",\"name\":\"order_status\"")
          .contains("\"required\":[\"order\"]");
      assertThat(call.getAttributes().get(AttributeKey.doubleKey("gen_ai.request.temperature")))
          .isEqualTo(0.2);
      assertThat(
              call.getAttributes()
                  .get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
          .containsExactly("stop");
      assertThat(tokens(call, "input_tokens")).isPositive();
      assertThat(tokens(call, "cache_read.input_tokens")).isNotNull();
      assertThat(tokens(call, "reasoning.output_tokens")).isPositive();
      assertThat(tokens(call, "output_tokens"))
          .isGreaterThan(tokens(call, "reasoning.output_tokens"));
    }
  }

  @Test
  void a_streamed_answer_is_recorded_whole() {
    try (ConfigurableApplicationContext application = start()) {
      List<String> pieces = application.getBean(SupportDesk.class).pieces("One two three");

      SpanData call = awaited(application, CHAT);
      assertThat(pieces).hasSizeGreaterThan(1);
      assertThat(value(call, "gen_ai.output.messages")).contains(String.join("", pieces));
      assertThat(parent(call)).isEqualTo(named(spans(application), "message").getSpanId());
    }
  }

  @Test
  void a_stream_that_nobody_reads_to_its_end_is_abandoned() {
    try (ConfigurableApplicationContext application = start()) {
      String said = application.getBean(SupportDesk.class).beginning("Tell me at length");

      SpanData call = awaited(application, CHAT);
      assertThat(said).isEqualTo("Once ");
      assertThat(call.getAttributes().get(AttributeKey.stringArrayKey("steno.flags")))
          .containsExactly("abandoned");
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

      Throwable thrown = catchThrowable(() -> desk.answer("break"));

      assertThat(thrown).isInstanceOf(RuntimeException.class).hasMessageContaining("out of order");
      SpanData call = named(spans(application), CHAT);
      SpanData message = named(spans(application), "message");
      assertThat(List.of(call, message))
          .allSatisfy(
              span -> {
                assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                assertThat(value(span, "error.type")).isEqualTo(thrown.getClass().getName());
              });
    }
  }

  @Test
  void a_tool_that_fails_fails_its_span() {
    try (ConfigurableApplicationContext application = start()) {
      SupportDesk desk = application.getBean(SupportDesk.class);

      assertThatThrownBy(() -> desk.answer("Where is 0000?"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no such order");

      List<SpanData> spans = spans(application);
      SpanData tool = named(spans, "execute_tool order_status");
      assertThat(tool.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(value(tool, "error.type")).isEqualTo("java.lang.IllegalArgumentException");
      assertThat(named(spans, CHAT).getStatus().getStatusCode()).isEqualTo(StatusCode.OK);
    }
  }

  @Test
  void content_may_stay_in_the_application_and_secrets_always_do() {
    try (ConfigurableApplicationContext quiet = start("steno.capture-content=false");
        ConfigurableApplicationContext safe = start("steno.redact=secrets,email")) {
      quiet.getBean(SupportDesk.class).answer("Where is it?");
      safe.getBean(SupportDesk.class).answer("I am ann@example.org");

      SpanData call = named(spans(quiet), CHAT);
      assertThat(call.getAttributes().asMap().toString()).doesNotContain("Where is it");
      SpanData redacted = named(spans(safe), CHAT);
      assertThat(value(redacted, "gen_ai.input.messages"))
          .contains("I am [redacted:email]")
          .doesNotContain("ann@example.org");
    }
  }

  @Test
  void a_client_that_is_disabled_does_nothing() {
    try (ConfigurableApplicationContext application = start("steno.enabled=false")) {
      String said = application.getBean(SupportDesk.class).answer("Where is it?");

      assertThat(said).contains("Where is it?");
      assertThat(application.getBean(Steno.class)).isSameAs(Steno.noop());
    }
    assertThat(received).isEmpty();
  }

  @Test
  void an_application_may_leave_spring_ai_out_or_bring_a_client_of_its_own() {
    try (ConfigurableApplicationContext without = start("steno.spring-ai=false");
        ConfigurableApplicationContext own =
            new SpringApplicationBuilder(SampleApplication.class, OwnClient.class)
                .properties(
                    "spring.main.banner-mode=off",
                    "spring.main.web-application-type=none",
                    "sample.model=" + model.baseUrl())
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
    String[] all = Arrays.copyOf(properties, properties.length + 6);
    all[properties.length] = "steno.endpoint=http://localhost:" + receiver.getAddress().getPort();
    all[properties.length + 1] = "spring.application.name=desk";
    all[properties.length + 2] = "spring.main.banner-mode=off";
    all[properties.length + 3] = "steno.spool=off";
    all[properties.length + 4] = "sample.model=" + model.baseUrl();
    all[properties.length + 5] = "spring.main.web-application-type=none";
    SpringApplication application =
        new SpringApplicationBuilder(SampleApplication.class).properties(all).build();
    return application.run();
  }

  private static List<SpanData> spans(ConfigurableApplicationContext application) {
    return application.getBean(Steno.class).recent().spans();
  }

  /** A stream is observed to stop after its reader has seen it end, maybe on another thread. */
  private static SpanData awaited(ConfigurableApplicationContext application, String name) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < deadline
        && spans(application).stream().noneMatch(span -> span.getName().equals(name))) {
      Thread.onSpinWait();
    }
    return named(spans(application), name);
  }

  private static String parent(SpanData span) {
    return span.getParentSpanId();
  }

  private static Long tokens(SpanData span, String what) {
    return span.getAttributes().get(AttributeKey.longKey("gen_ai.usage." + what));
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static String value(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}
