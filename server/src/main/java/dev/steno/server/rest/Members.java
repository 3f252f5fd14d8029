// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import dev.steno.codec.Times;
import dev.steno.model.Cost;
import dev.steno.model.Labels;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the members of an object in order; what is null is left out. For one thread. */
public final class Members {
  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  public Members put(String name, @Nullable JsonValue value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  public Members put(String name, @Nullable String value) {
    return put(name, value == null ? null : JsonValue.of(value));
  }

  public Members put(String name, long value) {
    return put(name, JsonValue.of(value));
  }

  public Members put(String name, boolean value) {
    return put(name, JsonValue.of(value));
  }

  public Members put(String name, @Nullable Instant value) {
    return put(name, value == null ? null : Times.format(value));
  }

  /** In milliseconds, with as many digits as are needed. */
  public Members put(String name, @Nullable Duration value) {
    return put(name, value == null ? null : millis(value));
  }

  /** An amount and who says so; the literal null and nothing where it is unknown. */
  public Members putCostAndSource(@Nullable Cost cost) {
    return putCost(cost == null ? null : cost.amount())
        .put("cost_source", cost == null ? null : cost.source().wire());
  }

  /** A decimal string, or the literal null where it is unknown: a cost is never left out. */
  public Members putCost(@Nullable BigDecimal cost) {
    if (cost == null) {
      return put("cost", JsonValue.NULL);
    }
    // An exponent that someone made up must not become a page of zeros.
    boolean plain = cost.scale() >= 0 && cost.scale() <= 40;
    return put("cost", plain ? cost.toPlainString() : cost.toString());
  }

  public <T> Members putList(
      String name, Collection<T> values, Function<? super T, JsonValue> element) {
    List<JsonValue> elements = values.stream().<JsonValue>map(element).toList();
    return put(name, new JsonArray(elements));
  }

  /** The labels of a trace; those that it has none of are left out. */
  Members putLabels(Labels labels) {
    return putTags(labels).put("release", labels.release()).put("prompts", texts(labels.prompts()));
  }

  /** The labels of a span, which has one prompt at most. */
  Members putSpanLabels(Labels labels) {
    return putTags(labels)
        .put("release", labels.release())
        .put("prompt", labels.prompts().isEmpty() ? null : labels.prompts().get(0));
  }

  private Members putTags(Labels labels) {
    return put("tags", texts(labels.tags()));
  }

  private static @Nullable JsonValue texts(List<String> texts) {
    return texts.isEmpty() ? null : new JsonArray(texts.stream().map(JsonValue::of).toList());
  }

  /** All members of {@code object}, in its order. */
  public Members putAll(JsonObject object) {
    members.putAll(object.members());
    return this;
  }

  public JsonObject build() {
    return new JsonObject(members);
  }

  private static JsonValue millis(Duration duration) {
    BigDecimal nanos =
        BigDecimal.valueOf(duration.getSeconds())
            .movePointRight(9)
            .add(BigDecimal.valueOf(duration.getNano()));
    BigDecimal millis = nanos.movePointLeft(6).stripTrailingZeros();
    return new JsonNumber(
        millis.scale() < 1 ? millis.setScale(1).toPlainString() : millis.toPlainString());
  }
}
