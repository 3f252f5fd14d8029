// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;

/** {@link Usage} as JSON: the parts, their sums, and what the source said. Stateless. */
public final class UsageJson {

  private UsageJson() {}

  /** The known parts and sums, in snake case; unknown ones are absent. */
  public static JsonObject toJson(Usage usage) {
    return new ObjectBuilder()
        .put("input_tokens", usage.inputTokens())
        .put("output_tokens", usage.outputTokens())
        .put("total_tokens", usage.totalTokens())
        .put("input_uncached", usage.inputUncached())
        .put("cache_read", usage.cacheRead())
        .put("cache_write", usage.cacheWrite())
        .put("output_text", usage.outputText())
        .put("reasoning", usage.reasoning())
        .put("source", usage.source().isEmpty() ? null : usage.source())
        .build();
  }

  /**
   * The usage that {@link #toJson} wrote; sums are ignored, they follow from the parts.
   *
   * @throws CodecException SHAPE if it is no object or a part is no integer
   */
  public static Usage fromJson(JsonValue json) {
    Fields fields = Fields.of(json, "usage");
    return new Usage(
        fields.integer("input_uncached"),
        fields.integer("cache_read"),
        fields.integer("cache_write"),
        fields.integer("output_text"),
        fields.integer("reasoning"),
        fields.objectOrEmpty("source"));
  }
}
