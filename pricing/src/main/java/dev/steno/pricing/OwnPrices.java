// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import dev.steno.model.json.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of own prices: {@code {"prices":[{"provider":…,"model":…,"input":…,"output":…}]}}
 * with USD for a million tokens. Pure functions.
 *
 * <p>Members of a price are {@code model}, with a {@code *} at its end for all names that begin so;
 * {@code provider}, without which it holds for any; {@code from}, its first day; {@code above}, a
 * tier by the tokens of the prompt; and the {@linkplain TokenPart parts}.
 */
public final class OwnPrices {
  private static final int MOST = 10_000;
  private static final Set<String> OTHERS = Set.of("provider", "model", "from", "above");

  private OwnPrices() {}

  /** What the prices of one model are grouped by. */
  private record Key(String provider, String model) {}

  /**
   * The prices of a file.
   *
   * @param version what amounts made with it are marked with
   * @throws IllegalArgumentException if an entry is wrong, with its number and one sentence
   */
  public static PriceTable parse(JsonValue json, String version) {
    List<JsonValue> entries =
        Members.list("prices", Members.of("prices", json).object().get("prices"));
    if (entries.size() > MOST) {
      throw new IllegalArgumentException(
          "prices: " + entries.size() + " entries (expected: at most " + MOST + ")");
    }
    Map<Key, Map<LocalDate, TreeMap<Long, Rates>>> models = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      entry(Members.of("prices, entry " + (i + 1), entries.get(i)), models);
    }
    Map<String, List<ModelPrices>> byProvider = new LinkedHashMap<>();
    models.forEach(
        (key, periods) ->
            byProvider
                .computeIfAbsent(key.provider(), provider -> new ArrayList<>())
                .add(prices(key, periods)));
    return new PriceTable(
        version,
        byProvider.entrySet().stream()
            .map(
                entry ->
                    new Provider(
                        entry.getKey(), NameMatch.NONE, NameMatch.NONE, List.of(), entry::getValue))
            .toList());
  }

  private static void entry(Members entry, Map<Key, Map<LocalDate, TreeMap<Long, Rates>>> models) {
    Map<TokenPart, BigDecimal> usd = new EnumMap<>(TokenPart.class);
    entry.object().members().keySet().stream()
        .filter(name -> !OTHERS.contains(name))
        .forEach(name -> usd.put(part(entry, name), price(entry, name)));
    if (usd.isEmpty()) {
      throw new IllegalArgumentException(entry.place() + ": no price (expected: input or another)");
    }
    String provider = entry.text("provider");
    String model = entry.required("model");
    long above = entry.count("above");
    LocalDate from = entry.date("from");
    Key key = new Key(provider == null ? "" : provider.toLowerCase(Locale.ROOT), model);
    Rates earlier =
        models
            .computeIfAbsent(key, absent -> new TreeMap<>())
            .computeIfAbsent(from == null ? LocalDate.MIN : from, absent -> new TreeMap<>())
            .putIfAbsent(above, rates(entry, usd));
    if (earlier != null || above < 0) {
      throw new IllegalArgumentException(
          entry.place()
              + ": "
              + model
              + (above < 0 ? " above " + above + " tokens" : " once more")
              + " (expected: one entry for each model, from and above of 0 or more)");
    }
  }

  private static Rates rates(Members entry, Map<TokenPart, BigDecimal> usd) {
    try {
      return new Rates(usd);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(entry.place() + ", " + e.getMessage(), e);
    }
  }

  private static TokenPart part(Members entry, String name) {
    return TokenPart.of(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    entry.place()
                        + ": "
                        + (name.length() > 40 ? name.substring(0, 40) + "…" : name)
                        + " (expected: provider, model, from, above, input, cache_read,"
                        + " cache_write, cache_write_1h, output, reasoning or request)"));
  }

  @SuppressWarnings("NullAway") // a member that is named is there
  private static BigDecimal price(Members entry, String name) {
    return entry.number(name);
  }

  private static ModelPrices prices(Key key, Map<LocalDate, TreeMap<Long, Rates>> dated) {
    List<Period> periods = new ArrayList<>();
    dated.forEach((from, tiers) -> periods.add(period(from, tiers)));
    String model = key.model();
    NameMatch.Clause clause =
        model.endsWith("*") && model.length() > 1
            ? NameMatch.Clause.of(NameMatch.Kind.STARTS, model.substring(0, model.length() - 1))
            : NameMatch.Clause.of(NameMatch.Kind.EQUALS, model);
    return new ModelPrices(key.provider(), model, new NameMatch(List.of(List.of(clause))), periods);
  }

  private static Period period(LocalDate from, TreeMap<Long, Rates> tiers) {
    List<Period.Tier> all = new ArrayList<>();
    Rates below = tiers.getOrDefault(0L, Rates.NONE);
    if (!tiers.containsKey(0L)) {
      all.add(new Period.Tier(0, Rates.NONE));
    }
    tiers.forEach((above, rates) -> all.add(new Period.Tier(above, rates.orElse(below))));
    @Nullable LocalDate first = from.equals(LocalDate.MIN) ? null : from;
    return new Period(first, null, all);
  }
}
