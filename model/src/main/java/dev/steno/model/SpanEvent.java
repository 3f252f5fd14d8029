// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Instant;

/** Something that happened at one moment of a span. Immutable. */
public record SpanEvent(String name, Instant time, JsonObject attributes) {}
