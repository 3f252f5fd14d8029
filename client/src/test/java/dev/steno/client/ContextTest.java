// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.SpanStatus;
import dev.steno.model.json.JsonValue;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ContextTest {
  private final Client client = new Client();
  private final Steno steno = client.steno;
  private final Tracer http = steno.openTelemetry().getTracer("http");

  @Test
  void beginning_a_span_changes_no_context() {
    Context before = Context.current();

    MessageSpan message = steno.trace().message("Hi");

    assertThat(Context.current()).isSameAs(before);
    message.end();
    assertThat(Context.current()).isSameAs(before);
  }

  @Test
  void spans_of_others_stand_within_the_span_that_is_current() {
    MessageSpan message = steno.trace().message("Hi");

    message.call(
        m -> {
          http.spanBuilder("GET").startSpan().end();
          return "Hello";
        });

    SpanData get = client.delivery.spans.get(0);
    assertThat(get.getParentSpanId()).isEqualTo(message.id());
    assertThat(get.getTraceId()).isEqualTo(message.traceId());
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void a_trace_stands_within_the_span_of_others_that_is_current() {
    Span server = http.spanBuilder("POST /chat").startSpan();
    Trace trace;
    try (Scope scope = server.makeCurrent()) {
      trace = steno.trace(t -> t.tags("a").conversationId("c"));
    }

    trace.message("Hi").end("Hello");

    SpanData message = client.delivery.spans.get(0);
    assertThat(trace.id()).isEqualTo(server.getSpanContext().getTraceId());
    assertThat(message.getParentSpanId()).isEqualTo(server.getSpanContext().getSpanId());
    assertThat(message.getAttributes().asMap().toString()).contains("steno.tags=[a]");
  }

  @Test
  void a_separate_trace_does_not() {
    Span server = http.spanBuilder("POST /chat").startSpan();

    try (Scope scope = server.makeCurrent()) {
      Trace trace = steno.trace(TraceOptions::separate);
      trace.message("Hi").end();

      assertThat(trace.id()).isNotEqualTo(server.getSpanContext().getTraceId());
      assertThat(client.delivery.spans.get(0).getTraceId()).isEqualTo(trace.id());
      assertThat(client.delivery.spans.get(0).getParentSpanContext().isValid()).isFalse();
    }
  }

  @Test
  void the_current_trace_is_found_far_below_with_what_is_known_of_it() {
    Trace trace = steno.trace(t -> t.conversationId("c"));
    MessageSpan message = trace.message("Hi");

    try (Scope scope = message.makeCurrent()) {
      steno.current().tool("look").end();
    }

    assertThat(steno.current()).isNotSameAs(trace);
    assertThat(client.span().parentId().hex()).isEqualTo(message.id());
    assertThat(client.span().grouping().conversation()).isEqualTo("c");
  }

  @Test
  void executors_that_open_telemetry_wraps_carry_the_span() throws Exception {
    ExecutorService threads = Context.taskWrapping(Executors.newFixedThreadPool(2));
    MessageSpan message = steno.trace().message("Hi");

    try (Scope scope = message.makeCurrent()) {
      threads.submit(() -> steno.current().tool("one").end()).get();
      CompletableFuture.runAsync(() -> steno.current().tool("two").end(), threads).get();
    } finally {
      threads.shutdown();
    }

    assertThat(client.parts())
        .hasSize(2)
        .allSatisfy(p -> assertThat(p.span().parentId().hex()).isEqualTo(message.id()));
  }

  @Test
  void a_span_may_end_on_another_thread() throws Exception {
    MessageSpan message = steno.trace().message("Hi");

    CompletableFuture.runAsync(() -> message.end("Hello")).get();

    assertThat(client.span().output()).isEqualTo(JsonValue.of("Hello"));
  }

  @Test
  void virtual_threads_carry_the_span_where_there_are_some() throws Exception {
    Method factory = virtualThreads();
    ExecutorService threads = Context.taskWrapping((ExecutorService) factory.invoke(null));
    MessageSpan message = steno.trace().message("Hi");

    try (Scope scope = message.makeCurrent()) {
      threads.submit(() -> steno.current().tool("one").end()).get();
    } finally {
      threads.shutdown();
    }

    assertThat(client.span().parentId().hex()).isEqualTo(message.id());
  }

  private static Method virtualThreads() {
    try {
      return Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
    } catch (NoSuchMethodException e) {
      Assumptions.abort("JDK " + Runtime.version().feature() + " has no virtual threads");
      throw new AssertionError(e);
    }
  }

  @Test
  void a_call_ends_with_the_result() {
    String answer = steno.trace().message("Hi").call(message -> "Hello");

    assertThat(answer).isEqualTo("Hello");
    assertThat(client.span().output()).isEqualTo(JsonValue.of("Hello"));
  }

  @Test
  void a_call_that_throws_fails_and_throws_the_very_same() {
    IOException cause = new IOException("no network");

    assertThatThrownBy(
            () ->
                steno
                    .trace()
                    .message("Hi")
                    .call(
                        message -> {
                          throw cause;
                        }))
        .isSameAs(cause);
    assertThat(client.span().status()).isEqualTo(SpanStatus.ERROR);
    assertThat(client.span().statusMessage()).isEqualTo("no network");
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void a_call_that_ends_the_span_itself_has_its_own_output() {
    steno
        .trace()
        .message("Hi")
        .call(
            message -> {
              message.end("own");
              return "result";
            });

    assertThat(client.parts()).hasSize(1);
    assertThat(client.span().output()).isEqualTo(JsonValue.of("own"));
  }

  @Test
  void a_call_that_returns_a_future_ends_with_it() {
    CompletableFuture<String> future = new CompletableFuture<>();

    CompletableFuture<String> same = steno.trace().message("Hi").call(message -> future);

    assertThat(same).isSameAs(future);
    assertThat(client.delivery.spans).isEmpty();
    future.complete("Hello");
    assertThat(client.span().output()).isEqualTo(JsonValue.of("Hello"));
  }

  @Test
  void a_future_that_fails_fails_the_span() {
    CompletableFuture<String> future = new CompletableFuture<>();
    steno.trace().message("Hi").call(message -> future);

    future.completeExceptionally(new IOException("gone"));

    assertThat(client.span().errorType()).isEqualTo("java.io.IOException");
  }

  @Test
  void a_root_that_is_asked_for_holds_everything_else() {
    Trace trace = steno.trace(t -> t.root("checkout").tags("a"));

    trace.message("one").end();
    trace.message("two").end();
    trace.close();

    assertThat(client.parts()).hasSize(3);
    assertThat(client.parts().get(2).span().name()).isEqualTo("checkout");
    String root = client.parts().get(2).span().spanId().hex();
    assertThat(client.parts().subList(0, 2))
        .allSatisfy(part -> assertThat(part.span().parentId().hex()).isEqualTo(root));
  }
}
