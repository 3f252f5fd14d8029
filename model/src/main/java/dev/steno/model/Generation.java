// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model call beside what was said in it. Immutable; null is unknown.
 *
 * @param provider the provider as the source names it, such as {@code openai}
 * @param requestModel the model that was asked for
 * @param responseModel the model that answered
 * @param responseId the provider's id of the answer
 * @param parameters temperature, max_tokens and the like, in OpenTelemetry's names without their
 *     {@code gen_ai.request.} prefix
 * @param finishReasons one a choice; empty if unknown
 * @param streaming whether the answer was streamed
 * @param timeToFirstToken from the start to the first chunk
 * @param usage tokens
 * @param cost USD as reported by the source, never computed
 * @param calculated what it costs by a table of prices; null if that is unknown
 * @param attempts how often the call was tried
 */
public record Generation(
    @Nullable String provider,
    @Nullable String requestModel,
    @Nullable String responseModel,
    @Nullable String responseId,
    JsonObject parameters,
    List<String> finishReasons,
    @Nullable Boolean streaming,
    @Nullable Duration timeToFirstToken,
    @Nullable Usage usage,
    @Nullable BigDecimal cost,
    @Nullable CalculatedCost calculated,
    @Nullable Integer attempts) {

  /** Copies the list. */
  public Generation {
    finishReasons = List.copyOf(finishReasons);
  }

  /** The model that answered, else the one asked for, else null. */
  public @Nullable String model() {
    return responseModel != null ? responseModel : requestModel;
  }

  /** The reported cost, else the calculated one, else null: the cost wherever one is shown. */
  public @Nullable BigDecimal effectiveCost() {
    return cost != null || calculated == null ? cost : calculated.amount();
  }

  /** A generation of which nothing is known yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that begins with this generation. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.provider = provider;
    builder.requestModel = requestModel;
    builder.responseModel = responseModel;
    builder.responseId = responseId;
    builder.parameters = parameters;
    builder.finishReasons = finishReasons;
    builder.streaming = streaming;
    builder.timeToFirstToken = timeToFirstToken;
    builder.usage = usage;
    builder.cost = cost;
    builder.calculated = calculated;
    builder.attempts = attempts;
    return builder;
  }

  Generation revisedBy(Generation later) {
    Builder builder = toBuilder();
    builder.provider = later(later, this, Generation::provider);
    builder.requestModel = later(later, this, Generation::requestModel);
    builder.responseModel = later(later, this, Generation::responseModel);
    builder.responseId = later(later, this, Generation::responseId);
    Map<String, JsonValue> all = new LinkedHashMap<>(parameters.members());
    all.putAll(later.parameters.members());
    builder.parameters = new JsonObject(all);
    builder.finishReasons = later.finishReasons.isEmpty() ? finishReasons : later.finishReasons;
    builder.streaming = later(later, this, Generation::streaming);
    builder.timeToFirstToken = later(later, this, Generation::timeToFirstToken);
    builder.usage = later(later, this, Generation::usage);
    builder.cost = later(later, this, Generation::cost);
    builder.calculated = later(later, this, Generation::calculated);
    builder.attempts = later(later, this, Generation::attempts);
    return builder.build();
  }

  static <S, T> @Nullable T later(S later, S earlier, Function<S, @Nullable T> field) {
    T value = field.apply(later);
    return value != null ? value : field.apply(earlier);
  }

  /** Collects a generation's fields; each is unknown until set. For one thread. */
  public static final class Builder {
    private @Nullable String provider;
    private @Nullable String requestModel;
    private @Nullable String responseModel;
    private @Nullable String responseId;
    private JsonObject parameters = JsonObject.EMPTY;
    private List<String> finishReasons = List.of();
    private @Nullable Boolean streaming;
    private @Nullable Duration timeToFirstToken;
    private @Nullable Usage usage;
    private @Nullable BigDecimal cost;
    private @Nullable CalculatedCost calculated;
    private @Nullable Integer attempts;

    private Builder() {}

    /** See {@link Generation#provider()}. */
    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    /** See {@link Generation#requestModel()}. */
    public Builder requestModel(@Nullable String value) {
      requestModel = value;
      return this;
    }

    /** See {@link Generation#responseModel()}. */
    public Builder responseModel(@Nullable String value) {
      responseModel = value;
      return this;
    }

    /** See {@link Generation#responseId()}. */
    public Builder responseId(@Nullable String value) {
      responseId = value;
      return this;
    }

    /** See {@link Generation#parameters()}. */
    public Builder parameters(JsonObject value) {
      parameters = value;
      return this;
    }

    /** See {@link Generation#finishReasons()}. */
    public Builder finishReasons(List<String> value) {
      finishReasons = value;
      return this;
    }

    /** See {@link Generation#streaming()}. */
    public Builder streaming(@Nullable Boolean value) {
      streaming = value;
      return this;
    }

    /** See {@link Generation#timeToFirstToken()}. */
    public Builder timeToFirstToken(@Nullable Duration value) {
      timeToFirstToken = value;
      return this;
    }

    /** See {@link Generation#usage()}. */
    public Builder usage(@Nullable Usage value) {
      usage = value;
      return this;
    }

    /** See {@link Generation#cost()}. */
    public Builder cost(@Nullable BigDecimal value) {
      cost = value;
      return this;
    }

    /** See {@link Generation#calculated()}. */
    public Builder calculated(@Nullable CalculatedCost value) {
      calculated = value;
      return this;
    }

    /** See {@link Generation#attempts()}. */
    public Builder attempts(@Nullable Integer value) {
      attempts = value;
      return this;
    }

    /** The generation. */
    public Generation build() {
      return new Generation(
          provider,
          requestModel,
          responseModel,
          responseId,
          parameters,
          finishReasons,
          streaming,
          timeToFirstToken,
          usage,
          cost,
          calculated,
          attempts);
    }
  }
}
