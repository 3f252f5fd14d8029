// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who charges for models. Thread-safe. Its models are read when they are first asked for. */
final class Provider {
  private final String id;
  private final NameMatch names;
  private final NameMatch owned;
  private final List<String> others;
  private final Supplier<List<ModelPrices>> source;
  private volatile @Nullable Models models;

  /**
   * A provider.
   *
   * @param id such as {@code openai}
   * @param names other names of the provider
   * @param owned the names of models that only this provider has
   * @param others ids of providers whose prices hold where this one has none of its own
   * @param source its prices in the order in which patterns are tried
   */
  Provider(
      String id,
      NameMatch names,
      NameMatch owned,
      List<String> others,
      Supplier<List<ModelPrices>> source) {
    this.id = id;
    this.names = names;
    this.owned = owned;
    this.others = List.copyOf(others);
    this.source = source;
  }

  /** Prices that were found, and what found them. */
  record Match(ModelPrices prices, Rule rule, String text) {}

  /** All models, and the same by the names that are meant literally, in lower case. */
  private record Models(List<ModelPrices> all, Map<String, ModelPrices> exact) {
    static Models of(List<ModelPrices> all) {
      Map<String, ModelPrices> exact = new HashMap<>();
      all.forEach(model -> exact.putIfAbsent(model.id().toLowerCase(Locale.ROOT), model));
      for (ModelPrices model : all) {
        model.match().names().forEach(name -> exact.putIfAbsent(name, model));
      }
      return new Models(List.copyOf(all), exact);
    }
  }

  String id() {
    return id;
  }

  NameMatch names() {
    return names;
  }

  NameMatch owned() {
    return owned;
  }

  List<String> others() {
    return others;
  }

  List<ModelPrices> prices() {
    return models().all();
  }

  /** The model of exactly this name, in lower case. */
  Optional<Match> exactly(String name) {
    return Optional.ofNullable(models().exact().get(name))
        .map(model -> new Match(model, Rule.EXACT, name));
  }

  /** The first model of which a pattern holds for this name, in lower case. */
  Optional<Match> byPattern(String name) {
    for (ModelPrices model : prices()) {
      Optional<String> pattern = model.match().matching(name);
      if (pattern.isPresent()) {
        return Optional.of(new Match(model, Rule.PATTERN, pattern.get()));
      }
    }
    return Optional.empty();
  }

  private Models models() {
    Models known = models;
    if (known == null) {
      known = Models.of(source.get());
      models = known;
    }
    return known;
  }
}
