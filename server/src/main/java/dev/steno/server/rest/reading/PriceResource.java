// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.CalculatedCost;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.pricing.Call;
import dev.steno.pricing.Prices;
import dev.steno.pricing.Quote;
import dev.steno.server.http.Refusal;
import dev.steno.server.rest.Endpoint;
import dev.steno.server.rest.Members;
import dev.steno.server.rest.Resources;
import dev.steno.server.rest.RestCall;
import dev.steno.server.security.Need;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices: of a model, and the one that was used for a span. Thread-safe. */
public final class PriceResource {
  private final TraceStore store;
  private final Prices prices;
  private final Clock clock;

  /** The resource over a store. */
  public PriceResource(Storage storage, Resources resources) {
    this.store = storage.traces();
    this.prices = storage.prices();
    this.clock = resources.clock();
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/prices", Need.READ, this::ofModel),
        Endpoint.get("/traces/{trace}/spans/{span}/price", Need.READ, this::ofSpan));
  }

  private HttpResponse ofModel(RestCall call) {
    String model = call.query().get("model");
    if (model == null || model.isBlank()) {
      throw Refusal.invalid("model: none (expected: ?model= and a model's name)");
    }
    Usage usage =
        new Usage(
            count(call, "input"),
            count(call, "cache_read"),
            count(call, "cache_write"),
            count(call, "output"),
            count(call, "reasoning"),
            JsonObject.EMPTY);
    Quote quote = prices.quote(new Call(call.query().get("provider"), model, time(call), usage));
    return call.answer(QuoteJson.toJson(quote));
  }

  private HttpResponse ofSpan(RestCall call) {
    TraceId trace = call.trace();
    SpanId id = RestCall.ids(() -> SpanId.of(call.variable("span")));
    Span span =
        store
            .trace(call.project(), trace)
            .flatMap(
                record ->
                    record.spans().stream().filter(one -> one.spanId().equals(id)).findFirst())
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "span: "
                            + id
                            + " of trace "
                            + trace
                            + " is not in this project"
                            + " (expected: a recorded one)"));
    return call.answer(explained(span));
  }

  /** What is stored of the span's cost, and beside it what it would cost by the prices of now. */
  private JsonObject explained(Span span) {
    Generation known = span.generation();
    Generation generation = known == null ? Generation.builder().build() : known;
    Instant start = span.start() == null ? clock.instant() : span.start();
    Quote quote = prices.quote(Call.of(generation, start));
    CalculatedCost kept = generation.calculated();
    String source = generation.cost() != null ? "reported" : kept != null ? "calculated" : null;
    return new Members()
        .put("trace_id", span.traceId().hex())
        .put("span_id", span.spanId().hex())
        .put("provider", generation.provider())
        .put("model", generation.model())
        .put("start_time", span.start())
        .putCost(generation.effectiveCost())
        .put("cost_source", source == null ? JsonValue.NULL : JsonValue.of(source))
        .put("provider_cost", text(generation.cost()))
        .put("calculated_cost", kept == null ? null : text(kept.amount()))
        .put("price_table", kept == null ? null : kept.table())
        .put("same_by_now", kept != null && same(kept, quote))
        .put("by_now", QuoteJson.toJson(quote))
        .build();
  }

  private static boolean same(CalculatedCost kept, Quote quote) {
    return kept.table().equals(quote.table())
        && quote.amount() != null
        && kept.amount().compareTo(quote.amount()) == 0;
  }

  private static @Nullable String text(@Nullable BigDecimal cost) {
    return cost == null ? null : new Members().putCost(cost).build().text("cost");
  }

  private Instant time(RestCall call) {
    String text = call.query().get("date");
    if (text == null || text.isEmpty()) {
      return clock.instant();
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.invalid(
          "date: " + RestCall.shortened(text) + " (expected: such as 2026-03-13)");
    }
  }

  private static @Nullable Long count(RestCall call, String name) {
    String text = call.query().get(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,12}")) {
      throw Refusal.invalid(
          name + ": " + RestCall.shortened(text) + " (expected: a number of tokens)");
    }
    return Long.valueOf(text);
  }
}
