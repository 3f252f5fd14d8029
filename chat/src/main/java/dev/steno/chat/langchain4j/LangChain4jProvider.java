// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.Parameters;
import dev.steno.chat.provider.Provider;
import dev.steno.chat.provider.ProviderFailure;
import dev.steno.chat.provider.ProviderReply;
import dev.steno.chat.provider.ProviderRequest;
import dev.steno.chat.provider.ReplySink;
import dev.steno.chat.provider.Secrets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model of LangChain4j. Thread-safe if that is. */
final class LangChain4jProvider implements Provider {
  private final String name;
  private final String model;
  private final boolean takesSchema;
  private final @Nullable ChatModel blocking;
  private final @Nullable StreamingChatModel streaming;
  private final Function<Parameters, DefaultChatRequestParameters.Builder<?>> parameters;
  private final int verbatimBytes;
  private final Secrets secrets;

  /**
   * A provider.
   *
   * @param model null if the models do not say
   * @param parameters begins LangChain4j's parameters with those that only this provider knows
   */
  LangChain4jProvider(
      String name,
      @Nullable String model,
      boolean takesSchema,
      @Nullable ChatModel blocking,
      @Nullable StreamingChatModel streaming,
      Function<Parameters, DefaultChatRequestParameters.Builder<?>> parameters,
      int verbatimBytes,
      Secrets secrets) {
    this.name = name;
    this.model = model == null ? "unknown" : model;
    this.takesSchema = takesSchema;
    this.blocking = blocking;
    this.streaming = streaming;
    this.parameters = parameters;
    this.verbatimBytes = verbatimBytes;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public boolean takesSchema() {
    return takesSchema;
  }

  @Override
  public ProviderReply call(ProviderRequest request) throws ProviderFailure {
    if (blocking == null) {
      throw new ProviderFailure(
          FailureKind.UNSUPPORTED, "this model only streams (use stream instead of generate)");
    }
    Wire wire = wire(request);
    try (Wire.Scope ignored = wire.open()) {
      return Replies.of(blocking.chat(Requests.of(request, begin(request))), wire);
    } catch (ContentFilteredException e) {
      if (wire.facts().refusal() != null) {
        return Replies.of(null, wire);
      }
      throw Failures.of(e, wire, secrets);
    } catch (RuntimeException e) {
      throw Failures.of(e, wire, secrets);
    }
  }

  @Override
  public Runnable stream(ProviderRequest request, ReplySink sink) throws ProviderFailure {
    if (streaming == null) {
      throw new ProviderFailure(
          FailureKind.UNSUPPORTED,
          "this model does not stream (use generate, or give ChatModels.of a streaming model too)");
    }
    Wire wire = wire(request);
    try (Wire.Scope ignored = wire.open()) {
      StreamedReply reply = new StreamedReply(sink, wire, secrets);
      wire.whenClosed(reply::closed);
      streaming.chat(Requests.of(request, begin(request)), reply);
      return wire::cancel;
    } catch (RuntimeException e) {
      throw Failures.of(e, wire, secrets);
    }
  }

  private DefaultChatRequestParameters.Builder<?> begin(ProviderRequest request) {
    return parameters.apply(request.parameters());
  }

  private Wire wire(ProviderRequest request) {
    return new Wire(RequestBody.of(request), verbatimBytes, secrets);
  }
}
