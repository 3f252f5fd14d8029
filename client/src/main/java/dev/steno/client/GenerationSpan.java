// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.recording.ModelCall;
import dev.steno.model.SpanType;
import dev.steno.model.Usage;
import dev.steno.model.message.Message;
import io.opentelemetry.api.common.AttributeKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One logical model call. Thread-safe.
 *
 * <p>{@link #messages} says what the model was given. It ends with its answer: a {@link Message}, a
 * list of messages (one for each choice), or text, which is the answer's text if messages were
 * given; anything else, and text without messages, is recorded as it is.
 */
public final class GenerationSpan extends OpenSpan<GenerationSpan>
    implements TracedSpan<GenerationSpan> {
  static final GenerationSpan NOOP = new GenerationSpan();
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("gen_ai.provider.name");
  private static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  private static final AttributeKey<String> RESPONSE_ID =
      AttributeKey.stringKey("gen_ai.response.id");

  private final @Nullable ModelCall call;

  private GenerationSpan() {
    call = null;
  }

  GenerationSpan(Steps in, @Nullable Object input) {
    super(SpanType.GENERATION, in, ModelCall.isMessages(input) ? null : input);
    call = live == null ? null : new ModelCall(live);
    List<Message> messages = ModelCall.messages(input);
    if (messages != null) {
      messages(messages);
    }
  }

  /** The model that is asked for. */
  public GenerationSpan model(String name) {
    return named("chat", name).text(MODEL, name);
  }

  /** The provider, such as {@code openai}. */
  public GenerationSpan provider(String name) {
    return text(PROVIDER, name);
  }

  /** The model that answered. */
  public GenerationSpan responseModel(@Nullable String name) {
    return text(RESPONSE_MODEL, name);
  }

  /** The provider's id of the answer. */
  public GenerationSpan responseId(@Nullable String id) {
    return text(RESPONSE_ID, id);
  }

  /** A parameter such as {@code temperature} or {@code max_tokens}. */
  public GenerationSpan parameter(String name, @Nullable Object value) {
    if (call != null) {
      guarded(() -> call.parameter(name, value));
    }
    return this;
  }

  /** Parameters by name. */
  public GenerationSpan parameters(Map<String, ?> parameters) {
    parameters.forEach(this::parameter);
    return this;
  }

  /** What the model is given, system messages first. */
  public GenerationSpan messages(List<Message> messages) {
    if (call != null) {
      guarded(() -> call.input(messages));
    }
    return this;
  }

  /**
   * The tools that the model may call.
   *
   * @param definitions each anything that is written as a JSON object with a {@code type} and a
   *     {@code name}
   */
  public GenerationSpan tools(List<?> definitions) {
    if (call != null) {
      guarded(() -> call.tools(definitions));
    }
    return this;
  }

  /** Tokens: input with what was cached, output with reasoning. */
  public GenerationSpan usage(long input, long output) {
    if (call != null) {
      guarded(() -> call.usage(input, output));
    }
    return this;
  }

  /** Tokens in their parts. */
  public GenerationSpan usage(Usage usage) {
    if (call != null) {
      guarded(() -> call.usage(usage));
    }
    return this;
  }

  /** What the provider says that the call cost, in USD. */
  public GenerationSpan cost(BigDecimal usd) {
    if (call != null) {
      guarded(() -> call.cost(usd));
    }
    return this;
  }

  /** Why the model stopped, one reason a choice. */
  public GenerationSpan finishReasons(List<String> reasons) {
    if (call != null) {
      guarded(() -> call.finishReasons(reasons));
    }
    return this;
  }

  /** The first token is here; later calls are without effect. */
  public GenerationSpan firstToken() {
    if (call != null) {
      guarded(call::firstToken);
    }
    return this;
  }

  /**
   * A piece of a streamed answer is here. The pieces are counted, the first is the first token, and
   * an end without output ends with their text; so do {@code fail} and {@code close}.
   */
  public GenerationSpan chunk(@Nullable String text) {
    if (call != null) {
      guarded(() -> call.chunk(text));
    }
    return this;
  }

  @Override
  void output(@Nullable Object output) {
    if (call != null) {
      call.output(output);
    }
  }

  @Override
  void brokenOff() {
    if (call != null) {
      call.brokenOff();
    }
  }

  @Override
  GenerationSpan self() {
    return this;
  }
}
