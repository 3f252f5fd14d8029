// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue;
import dev.steno.storage.TraceRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of the page that this client is to work like, in Java. */
class SeedTest {
  private final Client client = new Client();
  private final Steno steno = client.steno;

  @Test
  void a_trace_with_a_message_as_in_basic_usage() {
    Trace trace = steno.trace(t -> t.conversationId("conv_123").sessionId("session_123"));

    MessageSpan message = trace.message("User: What's the weather?");
    message.end("Bot: It's sunny!");

    Span span = client.trace(trace.id()).spans().get(0);
    assertThat(span.type()).isEqualTo(SpanType.MESSAGE);
    assertThat(span.input()).isEqualTo(JsonValue.of("User: What's the weather?"));
    assertThat(span.output()).isEqualTo(JsonValue.of("Bot: It's sunny!"));
    assertThat(span.status()).isEqualTo(SpanStatus.OK);
    assertThat(span.parentId()).isNull();
    assertThat(span.grouping().conversation()).isEqualTo("conv_123");
    assertThat(span.grouping().session()).isEqualTo("session_123");
  }

  @Test
  void each_type_of_event_keeps_what_went_in_and_came_out() {
    Trace trace = steno.trace();

    MessageSpan message = trace.message("User input");
    message.tool("Calling weather API").end("API response received");
    message.generation("Generating response").end("Response generated");
    message.agent("Planning next action").end("Decided to search database");
    message.retrieval("Searching knowledge base").end("Found 3 relevant documents");
    message.end("Bot response");

    Map<SpanType, Span> spans = byType(client.trace(trace.id()));
    assertSaid(spans.get(SpanType.MESSAGE), "User input", "Bot response");
    assertSaid(spans.get(SpanType.TOOL), "Calling weather API", "API response received");
    assertSaid(spans.get(SpanType.GENERATION), "Generating response", "Response generated");
    assertSaid(spans.get(SpanType.AGENT), "Planning next action", "Decided to search database");
    assertSaid(
        spans.get(SpanType.RETRIEVAL), "Searching knowledge base", "Found 3 relevant documents");
  }

  @Test
  void a_system_event_that_comes_first_is_ended_like_any_other() {
    Trace trace = steno.trace();

    SystemSpan system = trace.system("Initializing cache");
    system.end("Cache warmed up");

    Span span = client.trace(trace.id()).spans().get(0);
    assertSaid(span, "Initializing cache", "Cache warmed up");
    assertThat(span.type()).isEqualTo(SpanType.SYSTEM);
    assertThat(span.end()).isAfter(span.start());
  }

  @Test
  void feedback_understands_thumbs() {
    Trace trace = steno.trace();
    trace.message("User input").end("Bot response");

    trace.feedback("THUMBS_UP", "User marked response as helpful");

    Feedback feedback = client.trace(trace.id()).feedback().get(0);
    assertThat(feedback.verdict().tag()).isEqualTo(Feedback.Tag.POSITIVE);
    assertThat(feedback.verdict().comment()).isEqualTo("User marked response as helpful");
    assertThat(feedback.verdict().label()).isNull();
    assertThat(feedback.source()).isEqualTo(Feedback.Source.EXPLICIT);
    assertThat(feedback.spanId()).isNull();
  }

  @Test
  void nested_steps_stand_in_the_message_that_they_are_steps_of() {
    Trace trace =
        steno.trace(
            t ->
                t.conversationId("conv_123")
                    .metadata("environment", "production")
                    .user(User.of("user_123")));

    MessageSpan message = trace.message("User: Tell me about neural networks");
    RetrievalSpan retrieval = message.retrieval("Searching documentation");
    retrieval.end("Found 2 relevant articles");
    GenerationSpan generation = message.generation("Creating explanation");
    generation.end("Generated response about neural networks");
    message.end("Bot: Neural networks are...");

    Map<SpanType, Span> spans = byType(client.trace(trace.id()));
    assertThat(spans).hasSize(3);
    assertThat(spans.get(SpanType.RETRIEVAL).parentId().hex()).isEqualTo(message.id());
    assertThat(spans.get(SpanType.GENERATION).parentId().hex()).isEqualTo(message.id());
    assertThat(spans.values())
        .allSatisfy(span -> assertThat(span.grouping().conversation()).isEqualTo("conv_123"))
        .allSatisfy(span -> assertThat(span.grouping().user()).isEqualTo("user_123"))
        .allSatisfy(span -> assertThat(span.grouping().environment()).isEqualTo("production"));
  }

  @Test
  void an_error_of_the_application_can_end_the_message() {
    Trace trace = steno.trace();
    MessageSpan message = trace.message("User: Tell me about neural networks");

    message.end("Error: " + new IllegalStateException("no model"));

    assertThat(client.trace(trace.id()).spans().get(0).output())
        .isEqualTo(JsonValue.of("Error: java.lang.IllegalStateException: no model"));
  }

  @Test
  void the_example_of_the_readme_makes_one_tree_with_feedback() {
    List<String> documents = List.of("a", "b");
    String id;
    try (Trace trace =
        steno.trace(
            t ->
                t.conversationId("conv_123")
                    .user(User.of("user_123"))
                    .metadata("environment", "production"))) {
      String answer =
          trace
              .message("Tell me about neural networks")
              .call(
                  message -> {
                    message.retrieval("Searching documentation").end(documents);
                    return message.generation("Creating explanation").call(g -> "They learn.");
                  });
      MessageSpan message = trace.message("User: What's the weather?");
      message.tool("Calling weather API").end("API response received");
      message.end("Bot: It's sunny!");
      trace.feedback(FeedbackTag.POSITIVE, "User marked response as helpful");
      id = trace.id();
      assertThat(answer).isEqualTo("They learn.");
    }

    TraceRecord record = client.trace(id);
    assertThat(record.spans()).hasSize(5);
    assertThat(record.spans().stream().filter(span -> span.parentId() == null))
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.type()).isEqualTo(SpanType.MESSAGE));
    assertThat(record.feedback()).hasSize(1);
    assertThat(steno.counts().failures()).isZero();
  }

  private static void assertSaid(Span span, String input, String output) {
    assertThat(span.input()).isEqualTo(JsonValue.of(input));
    assertThat(span.output()).isEqualTo(JsonValue.of(output));
  }

  private static Map<SpanType, Span> byType(TraceRecord trace) {
    return trace.spans().stream().collect(Collectors.toMap(Span::type, Function.identity()));
  }
}
