// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import static dev.steno.testing.ModelReply.call;
import static dev.steno.testing.ModelReply.calls;
import static dev.steno.testing.ModelReply.failure;
import static dev.steno.testing.ModelReply.text;
import static dev.steno.testing.ModelScript.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import dev.steno.client.MessageSpan;
import dev.steno.client.Steno;
import dev.steno.junit.RecordSteno;
import dev.steno.junit.RecordedSpan;
import dev.steno.junit.RecordedSpans;
import dev.steno.model.SpanType;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelScript;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streamed answers of a scripted model server. */
@RecordSteno
class StreamingIT {
  private static final String FIRST_TOKEN = "gen_ai.response.time_to_first_chunk";
  private static final Duration PACE = Duration.ofMillis(20);

  private MockModel server;

  @BeforeEach
  void start() {
    server =
        MockModel.start(
            turn("break", failure(500, "out of order"))
                .or(turn("look up", calls(call("order_status", "{\"order\":\"1042\"}"))))
                .or(turn("at length", text("Once ".repeat(2_000)).paced(PACE)))
                .or(turn("tell me", text("Once upon a time there was a teapot.").after(PACE)))
                .or(ModelScript.echo()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_streamed_answer_has_its_timings_and_pieces(Steno steno, RecordedSpans spans)
      throws Exception {
    Pieces pieces = new Pieces(context -> {});

    new StenoStreamingChatModel(steno, model().build()).chat("Tell me a story", pieces);
    String whole = pieces.done.get(30, TimeUnit.SECONDS);

    assertThat(pieces.said).hasToString(whole);
    RecordedSpan span =
        spans
            .ofType(SpanType.GENERATION)
            .only()
            .hasAttribute("gen_ai.request.stream", true)
            .hasAttribute("gen_ai.request.model", "mock-mini")
            .hasAttribute("gen_ai.response.finish_reasons", List.of("stop"))
            .hasAttribute("steno.chunks", pieces.count)
            .hasSucceeded();
    double first = (Double) span.attribute(FIRST_TOKEN).orElseThrow();
    assertThat(first).isBetween(PACE.toNanos() / 1e9, span.duration().toNanos() / 1e9);
    assertThat(span.output().orElseThrow()).contains(whole);
  }

  @Test
  void a_streamed_answer_stands_below_what_was_current_when_it_was_asked_for(
      Steno steno, RecordedSpans spans) throws Exception {
    Pieces pieces = new Pieces(context -> {});
    MessageSpan message = steno.trace().message("Tell me");

    try (Scope current = message.makeCurrent()) {
      new StenoStreamingChatModel(steno, model().build()).chat("Tell me a story", pieces);
    }
    message.end(pieces.done.get(30, TimeUnit.SECONDS));

    spans.ofType(SpanType.GENERATION).only().isBelow(spans.ofType(SpanType.MESSAGE).only());
  }

  @Test
  void an_answer_that_only_calls_tools_is_timed_too(Steno steno, RecordedSpans spans)
      throws Exception {
    Pieces pieces = new Pieces(context -> {});
    StreamingChatModel model = new StenoStreamingChatModel(steno, model().build());

    model.chat(request("Look up 1042"), pieces);
    pieces.done.get(30, TimeUnit.SECONDS);

    RecordedSpan span = spans.ofType(SpanType.GENERATION).only();
    assertThat(span.attribute(FIRST_TOKEN)).isPresent();
    assertThat(span.attribute("steno.chunks")).isEmpty();
    assertThat(span.output().orElseThrow()).contains("order_status").contains("1042");
  }

  @Test
  void a_stream_that_fails_fails_its_span(Steno steno, RecordedSpans spans) {
    Pieces pieces = new Pieces(context -> {});

    new StenoStreamingChatModel(steno, model().build()).chat("Break", pieces);

    assertThatThrownBy(() -> pieces.done.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(Exception.class);
    assertThat(spans.ofType(SpanType.GENERATION).only().hasFailed()).isTrue();
  }

  @Test
  void a_stream_that_breaks_off_keeps_what_was_said(Steno steno, RecordedSpans spans) {
    Pieces pieces = new Pieces(context -> server.close());

    new StenoStreamingChatModel(steno, model().build()).chat("Tell me at length", pieces);

    assertThatThrownBy(() -> pieces.done.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(Exception.class);
    RecordedSpan span = spans.ofType(SpanType.GENERATION).only();
    assertThat(span.hasFailed()).isTrue();
    assertThat(span.output().orElseThrow()).contains(pieces.said);
  }

  @Test
  void a_stream_that_is_given_up_is_abandoned_with_what_was_said(Steno steno, RecordedSpans spans) {
    Pieces pieces = new Pieces(context -> context.streamingHandle().cancel());

    new StenoStreamingChatModel(steno, model().build()).chat("Tell me at length", pieces);

    assertThat(pieces.acted.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
    RecordedSpan span =
        spans
            .ofType(SpanType.GENERATION)
            .only()
            .hasAttribute("steno.flags", List.of("abandoned"))
            .hasSucceeded();
    assertThat(span.output().orElseThrow()).contains("Once");
  }

  @Test
  void a_listener_alone_records_a_streamed_answer_but_its_timings(Steno steno, RecordedSpans spans)
      throws Exception {
    Pieces pieces = new Pieces(context -> {});
    StreamingChatModel model =
        model().listeners(List.of(new StenoChatModelListener(steno))).build();

    model.chat("Tell me a story", pieces);
    String whole = pieces.done.get(30, TimeUnit.SECONDS);

    RecordedSpan span =
        spans
            .ofType(SpanType.GENERATION)
            .only()
            .hasAttribute("gen_ai.response.finish_reasons", List.of("stop"))
            .hasSucceeded();
    assertThat(span.output().orElseThrow()).contains(whole);
    assertThat(span.attribute(FIRST_TOKEN)).isEmpty();
  }

  @Test
  void a_listener_alone_records_a_stream_that_fails(Steno steno, RecordedSpans spans) {
    Pieces pieces = new Pieces(context -> {});

    model().listeners(List.of(new StenoChatModelListener(steno))).build().chat("Break", pieces);

    assertThatThrownBy(() -> pieces.done.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(Exception.class);
    assertThat(spans.ofType(SpanType.GENERATION).only().hasFailed()).isTrue();
  }

  private static ChatRequest request(String text) {
    return ChatRequest.builder().messages(UserMessage.from(text)).build();
  }

  private OpenAiStreamingChatModelBuilder model() {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(server.baseUrl().toString())
        .apiKey("none")
        .modelName("mock-mini");
  }

  /** What came, and what is done about the first piece. */
  private static final class Pieces implements StreamingChatResponseHandler {
    private final StringBuilder said = new StringBuilder();
    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final CompletableFuture<Boolean> acted = new CompletableFuture<>();
    private final Consumer<PartialResponseContext> first;
    private long count;

    Pieces(Consumer<PartialResponseContext> first) {
      this.first = first;
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
      said.append(piece.text());
      count++;
      if (count == 1) {
        first.accept(context);
        acted.complete(true);
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      done.complete(String.valueOf(response.aiMessage().text()));
    }

    @Override
    public void onError(Throwable error) {
      done.completeExceptionally(error);
    }
  }
}
