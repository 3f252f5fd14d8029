// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import dev.steno.model.Generation;
import dev.steno.model.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call to be priced. Immutable.
 *
 * @param provider as the source names it; null if it does not
 * @param model the model that answered, else the one that was asked for; null if unknown
 * @param time when it began
 * @param usage its tokens; null if none were reported
 */
public record Call(
    @Nullable String provider, @Nullable String model, Instant time, @Nullable Usage usage) {

  /** The call of a generation that began at {@code time}. */
  public static Call of(Generation generation, Instant time) {
    return new Call(generation.provider(), generation.model(), time, generation.usage());
  }
}
