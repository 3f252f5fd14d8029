// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.ObjectBuilder;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Failure;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What many interactions came to. Immutable, and of the same shape when there were none.
 *
 * @param all the figures of all
 * @param first the earliest start; null if there were none
 * @param last the latest start; null if there were none
 * @param statuses how many had each status, by its name in lower case
 * @param errors how many failed with each kind
 * @param providers the figures of each provider
 * @param models the figures of each model that was asked for
 * @param steps the figures of each {@code step_type} of the metadata; those without one are {@value
 *     #NO_STEP}
 */
public record InteractionSummary(
    Figures all,
    @Nullable Instant first,
    @Nullable Instant last,
    SortedMap<String, Long> statuses,
    SortedMap<String, Long> errors,
    SortedMap<String, Figures> providers,
    SortedMap<String, Figures> models,
    SortedMap<String, Figures> steps) {
  /** The step of an interaction whose metadata name none. */
  public static final String NO_STEP = "chat";

  /** Of more names than this, all further ones are counted together as {@value #OTHERS}. */
  public static final int MAX_NAMES = 1_000;

  /** The name of those for which there was no room. */
  public static final String OTHERS = "(others)";

  /** Copies the maps. */
  public InteractionSummary {
    statuses = copy(statuses);
    errors = copy(errors);
    providers = copy(providers);
    models = copy(models);
    steps = copy(steps);
  }

  /** Nothing is counted yet. */
  public static Collector collector() {
    return new Collector();
  }

  /**
   * The summary under the original's names, {@code total_interactions}, {@code total_tokens},
   * {@code total_time_ms}, {@code avg_tokens_per_interaction}, {@code avg_time_ms}, {@code
   * providers}, {@code models} and {@code date_range}, followed by what else is known.
   */
  public JsonObject toJson() {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("total_interactions", JsonValue.of(all.interactions()));
    json.putAll(FiguresJson.totals(all).members());
    JsonObject rest =
        new ObjectBuilder()
            .fixed()
            .putList("providers", providers.keySet(), JsonValue::of)
            .putList("models", models.keySet(), JsonValue::of)
            .put("date_range", dates())
            .put("statuses", counts(statuses))
            .put("errors", counts(errors))
            .build();
    json.putAll(rest.members());
    json.putAll(FiguresJson.details(all).members());
    json.put("per_provider", figures(providers));
    json.put("per_model", figures(models));
    json.put("per_step_type", figures(steps));
    return new JsonObject(json);
  }

  private @Nullable JsonObject dates() {
    return first == null
        ? null
        : new ObjectBuilder().fixed().put("first", first).put("last", last).build();
  }

  private static JsonObject counts(Map<String, Long> counts) {
    ObjectBuilder json = new ObjectBuilder();
    counts.forEach(json::put);
    return json.build();
  }

  private static JsonObject figures(Map<String, Figures> named) {
    ObjectBuilder json = new ObjectBuilder();
    named.forEach((name, figures) -> json.put(name, FiguresJson.toJson(figures)));
    return json.build();
  }

  private static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /**
   * Takes interactions one at a time and keeps of each 64 bytes at most, for the percentiles. For
   * one thread.
   */
  public static final class Collector {
    private final FiguresCollector all = new FiguresCollector();
    private final SortedMap<String, Long> statuses = new TreeMap<>();
    private final SortedMap<String, Long> errors = new TreeMap<>();
    private final SortedMap<String, FiguresCollector> providers = new TreeMap<>();
    private final SortedMap<String, FiguresCollector> models = new TreeMap<>();
    private final SortedMap<String, FiguresCollector> steps = new TreeMap<>();
    private @Nullable Instant first;
    private @Nullable Instant last;

    private Collector() {}

    /** Counts one. */
    public void accept(Interaction interaction) {
      Instant start = interaction.start();
      first = first == null || start.isBefore(first) ? start : first;
      last = last == null || start.isAfter(last) ? start : last;
      statuses.merge(InteractionJson.word(interaction.status()), 1L, Long::sum);
      Failure error = interaction.error();
      if (error != null) {
        errors.merge(room(errors, error.kind()), 1L, Long::sum);
      }
      String step = interaction.metadata().text("step_type");
      for (FiguresCollector figures :
          List.of(
              all,
              of(providers, interaction.provider()),
              of(models, interaction.model()),
              of(steps, step == null ? NO_STEP : step))) {
        figures.accept(interaction);
      }
    }

    /** What was counted so far. */
    public InteractionSummary summary() {
      return new InteractionSummary(
          all.figures(),
          first,
          last,
          statuses,
          errors,
          figures(providers),
          figures(models),
          figures(steps));
    }

    private static FiguresCollector of(SortedMap<String, FiguresCollector> named, String name) {
      return named.computeIfAbsent(room(named, name), any -> new FiguresCollector());
    }

    /** Names come from callers: they cannot fill the memory. */
    private static String room(Map<String, ?> named, String name) {
      return named.containsKey(name) || named.size() < MAX_NAMES ? name : OTHERS;
    }

    private static SortedMap<String, Figures> figures(Map<String, FiguresCollector> named) {
      SortedMap<String, Figures> figures = new TreeMap<>();
      named.forEach((name, collector) -> figures.put(name, collector.figures()));
      return figures;
    }
  }
}
