// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes by key in the order they came, so many and no more. For one thread. */
public final class Attributes {
  /** Eight times what OpenTelemetry's SDKs send at most, unless they are told to send more. */
  static final int LIMIT = 1024;

  private final Map<String, JsonValue> values = new LinkedHashMap<>();
  private long dropped;

  /** Puts an attribute, or counts it as dropped if there is no room. */
  public void put(String key, JsonValue value) {
    if (values.size() < LIMIT || values.containsKey(key)) {
      values.put(key, value);
    } else {
      dropped++;
    }
  }

  void addDropped(long count) {
    dropped += count;
  }

  /** The attributes left out by the source and here. */
  public long dropped() {
    return dropped;
  }

  /** Live: what is removed there is removed here. */
  public Map<String, JsonValue> values() {
    return values;
  }

  /** The attributes as they are now. */
  public JsonObject toJson() {
    return values.isEmpty() ? JsonObject.EMPTY : new JsonObject(values);
  }
}
