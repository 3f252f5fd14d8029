// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Attributes by their names, in their order. Immutable. */
final class Attributed {
  private final Map<String, Object> values = new TreeMap<>();

  Attributed(Attributes attributes) {
    attributes.forEach((key, value) -> values.put(name(key), value));
  }

  private static String name(AttributeKey<?> key) {
    return key.getKey();
  }

  Optional<Object> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<String> text(String name) {
    return value(name).filter(String.class::isInstance).map(String.class::cast);
  }

  Map<String, Object> all() {
    return values;
  }
}
