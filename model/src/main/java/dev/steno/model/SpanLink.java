// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.json.JsonValue.JsonObject;

/** A span's reference to another span, often of another trace. Immutable. */
public record SpanLink(TraceId traceId, SpanId spanId, JsonObject attributes) {}
