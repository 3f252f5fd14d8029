// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the data file of the project genai-prices, an array of providers, into a table. Stateless.
 * What a call's tokens do not tell is left out and counted: prices of sound and pictures, of
 * searches and pages, and those for batches and other kinds of service.
 */
public final class SourceData {
  /** Where the project keeps its data file. */
  public static final String URL =
      "https://raw.githubusercontent.com/pydantic/genai-prices/refs/heads/main/prices/new_data/v2/data.json";

  private static final Map<String, TokenPart> PARTS =
      Map.of(
          "input_mtok", TokenPart.INPUT,
          "cache_read_mtok", TokenPart.CACHE_READ,
          "cache_write_mtok", TokenPart.CACHE_WRITE,
          "cache_write_5m_mtok", TokenPart.CACHE_WRITE,
          "cache_write_1h_mtok", TokenPart.CACHE_WRITE_1H,
          "output_mtok", TokenPart.OUTPUT,
          "output_reasoning_mtok", TokenPart.REASONING,
          "requests_kcount", TokenPart.REQUEST);

  private static final List<String> HEAD =
      List.of(
          "Prices of models in USD for a million tokens; what the lines mean says PriceTable.parse.",
          "Source: genai-prices, https://github.com/pydantic/genai-prices, converted.",
          "Licence: MIT, Copyright (c) Pydantic Services Inc. 2025 to present.");

  private int withoutPrice;
  private int leftOut;

  private SourceData() {}

  /**
   * A table made of a data file.
   *
   * @param text its lines, as {@link PriceTable#parse} reads them
   * @param table the same, read
   * @param withoutPrice models that have no price of tokens and are not in it
   * @param leftOut prices that it has no place for
   */
  public record Converted(String text, PriceTable table, int withoutPrice, int leftOut) {}

  /**
   * Converts a data file.
   *
   * @param version what the table is to be called
   * @throws IllegalArgumentException if it has another form, with the place
   */
  public static Converted convert(JsonValue json, String version) {
    SourceData data = new SourceData();
    List<Provider> providers = new ArrayList<>();
    for (JsonValue provider : Members.list("providers", json)) {
      providers.add(data.provider(Members.of("provider " + (providers.size() + 1), provider)));
    }
    String text = TableWriter.write(HEAD, new PriceTable(version, providers));
    // Read back to the last line: what is kept is what was checked.
    PriceTable table = PriceTable.parse(text);
    table.models();
    return new Converted(text, table, data.withoutPrice, data.leftOut);
  }

  private Provider provider(Members json) {
    String id = plain(json.required("id"));
    List<ModelPrices> models = new ArrayList<>();
    for (JsonValue value : Members.list(id + ", models", json.object().get("models"))) {
      Members model = Members.of(id + ", model " + (models.size() + 1), value);
      ModelPrices prices = model(id, model);
      if (prices.periods().stream().allMatch(SourceData::isEmpty)) {
        withoutPrice++;
      } else {
        models.add(prices);
      }
    }
    JsonValue others = json.object().get("fallback_model_providers");
    return new Provider(
        id,
        match(json, "provider_match"),
        match(json, "model_match"),
        others == null
            ? List.of()
            : Members.list(id, others).stream().map(other -> plain(name(other))).toList(),
        () -> models);
  }

  private static boolean isEmpty(Period period) {
    return period.tiers().stream().allMatch(tier -> tier.rates().usd().isEmpty());
  }

  private ModelPrices model(String provider, Members json) {
    String id = plain(json.required("id"));
    Members model = new Members(provider + ", model " + id, json.object());
    leftOut +=
        json.object().get("price_variants") instanceof JsonArray all ? all.elements().size() : 0;
    JsonValue prices = json.object().get("prices");
    List<Period> periods = new ArrayList<>();
    if (prices instanceof JsonArray conditional) {
      for (JsonValue one : conditional.elements()) {
        Members some = Members.of(model.place() + ", prices", one);
        JsonValue constraint = some.object().get("constraint");
        periods.add(
            period(
                Members.of(some.place(), some.object().get("prices")),
                constraint == null ? null : Members.of(some.place(), constraint)));
      }
    } else {
      periods.add(period(Members.of(model.place() + ", prices", prices), null));
    }
    return new ModelPrices(provider, id, match(model, "match"), periods);
  }

  private Period period(Members prices, @Nullable Members constraint) {
    TreeMap<Long, Map<TokenPart, BigDecimal>> tiers = new TreeMap<>();
    tiers.put(0L, new EnumMap<>(TokenPart.class));
    prices.object().members().forEach((name, value) -> price(prices, name, value, tiers));
    List<Period.Tier> all = new ArrayList<>();
    Rates below = Rates.NONE;
    for (Map.Entry<Long, Map<TokenPart, BigDecimal>> tier : tiers.entrySet()) {
      // A part whose price changes at other sizes keeps the one that it has below.
      below = new Rates(tier.getValue()).orElse(below);
      all.add(new Period.Tier(tier.getKey(), below));
    }
    LocalDate from = constraint == null ? null : constraint.date("start_date");
    return new Period(from, constraint == null ? null : hours(constraint), all);
  }

  private void price(
      Members prices,
      String name,
      JsonValue value,
      TreeMap<Long, Map<TokenPart, BigDecimal>> tiers) {
    TokenPart part = PARTS.get(name);
    if (part == null) {
      leftOut++;
      return;
    }
    JsonValue base = value instanceof JsonObject tiered ? tiered.get("base") : value;
    put(tiers, 0, part, prices.number(name, base));
    if (value instanceof JsonObject tiered) {
      for (JsonValue step : Members.list(prices.place(), tiered.get("tiers"))) {
        Members tier = Members.of(prices.place() + ", " + name, step);
        put(tiers, tier.count("start"), part, tier.number("price"));
      }
    }
  }

  private static void put(
      TreeMap<Long, Map<TokenPart, BigDecimal>> tiers,
      long above,
      TokenPart part,
      @Nullable BigDecimal price) {
    if (price != null) {
      // Of requests the source gives the price of a thousand.
      BigDecimal perMillion = part == TokenPart.REQUEST ? price.scaleByPowerOfTen(3) : price;
      tiers
          .computeIfAbsent(above, size -> new EnumMap<>(TokenPart.class))
          .put(part, perMillion.scale() < 0 ? perMillion.setScale(0) : perMillion);
    }
  }

  private static Period.@Nullable Hours hours(Members constraint) {
    String start = constraint.text("start_time");
    String end = constraint.text("end_time");
    return start == null || end == null ? null : new Period.Hours(utc(start), utc(end));
  }

  private static LocalTime utc(String time) {
    return time.matches("[0-9:.]+")
        ? LocalTime.parse(time)
        : OffsetTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
  }

  private static NameMatch match(Members json, String name) {
    JsonValue clause = json.object().get(name);
    return clause == null
        ? NameMatch.NONE
        : new NameMatch(MatchClauses.alternatives(json.place() + ", " + name, clause, 0));
  }

  private static String name(JsonValue value) {
    return value instanceof JsonValue.JsonString text ? text.value() : "";
  }

  /** An id that fits into a line. */
  private static String plain(String id) {
    if (id.chars().anyMatch(Character::isISOControl) || id.length() > 200) {
      throw new IllegalArgumentException("id: '" + id + "' (expected: at most 200 characters)");
    }
    return id;
  }
}
