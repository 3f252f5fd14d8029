// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark found. Immutable.
 *
 * @param name the benchmark
 * @param machine where it ran
 * @param conditions what else has to be known to read the figures, by name, in order
 * @param measures the figures
 */
public record Report(
    String name, Machine machine, Map<String, String> conditions, List<Measure> measures) {

  /** Copies the collections. */
  public Report {
    conditions = new LinkedHashMap<>(conditions);
    measures = List.copyOf(measures);
  }

  /** The measure of that name; null if there is none. */
  public @Nullable Measure measure(String measure) {
    return measures.stream().filter(m -> m.name().equals(measure)).findFirst().orElse(null);
  }

  /** All of it. */
  public JsonObject toJson() {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("bench", JsonValue.of(name));
    Map<String, JsonValue> where = new LinkedHashMap<>();
    where.put("cores", JsonValue.of(machine.cores()));
    where.put("model", JsonValue.of(machine.model()));
    where.put("memory_bytes", JsonValue.of(machine.memoryBytes()));
    where.put("system", JsonValue.of(machine.system()));
    where.put("java", JsonValue.of(machine.java()));
    json.put("machine", new JsonObject(where));
    Map<String, JsonValue> said = new LinkedHashMap<>();
    conditions.forEach((key, value) -> said.put(key, JsonValue.of(value)));
    json.put("conditions", new JsonObject(said));
    List<JsonValue> figures = new ArrayList<>();
    measures.forEach(measure -> figures.add(toJson(measure)));
    json.put("measures", new JsonArray(figures));
    return new JsonObject(json);
  }

  private static JsonObject toJson(Measure measure) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("name", JsonValue.of(measure.name()));
    json.put("unit", JsonValue.of(measure.unit()));
    json.put("median", number(measure.median()));
    json.put("min", number(measure.least()));
    json.put("max", number(measure.most()));
    List<JsonValue> runs = new ArrayList<>();
    measure.runs().forEach(run -> runs.add(number(run)));
    json.put("runs", new JsonArray(runs));
    Measure.Goal asked = measure.asked();
    if (asked != null) {
      json.put(asked.atLeast() ? "asked_at_least" : "asked_at_most", number(asked.bound()));
      json.put("met", JsonValue.of(Boolean.TRUE.equals(measure.met())));
    }
    return new JsonObject(json);
  }

  /** Without an exponent; null if it could not be measured. */
  private static JsonValue number(double value) {
    return Double.isFinite(value)
        ? new JsonNumber(BigDecimal.valueOf(value).toPlainString())
        : JsonValue.NULL;
  }
}
