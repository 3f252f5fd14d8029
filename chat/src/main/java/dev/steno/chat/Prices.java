// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What calls cost, where the provider does not say. Must be thread-safe. */
@FunctionalInterface
public interface Prices {

  /** USD; null if unknown, never a guess. */
  @Nullable BigDecimal cost(String provider, String model, Usage usage);
}
