// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Where a span was made. Immutable.
 *
 * @param resource the OpenTelemetry resource's attributes
 * @param scopeName the instrumentation scope's name; null if it has none
 * @param scopeVersion the instrumentation scope's version; null if it has none
 */
public record Origin(
    JsonObject resource, @Nullable String scopeName, @Nullable String scopeVersion) {

  /** An origin of which nothing is known. */
  public static final Origin UNKNOWN = new Origin(JsonObject.EMPTY, null, null);

  /**
   * This origin with everything that {@code later} knows taken from there. A log record knows its
   * span's resource, not its scope.
   */
  public Origin revisedBy(Origin later) {
    return new Origin(
        later.resource.isEmpty() ? resource : later.resource,
        Generation.later(later, this, Origin::scopeName),
        Generation.later(later, this, Origin::scopeVersion));
  }
}
