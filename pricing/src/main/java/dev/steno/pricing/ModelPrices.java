// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a provider charges for a model over time. Immutable.
 *
 * @param provider the provider's id; "" if the prices hold for any
 * @param id the model's id, as the provider writes it
 * @param match the names of the model beside its id
 * @param periods a later one that holds goes before an earlier one
 */
record ModelPrices(String provider, String id, NameMatch match, List<Period> periods) {

  ModelPrices {
    periods = List.copyOf(periods);
  }

  /** The prices at a time; empty if none are known for it. */
  Optional<Period> at(Instant time) {
    for (int i = periods.size() - 1; i >= 0; i--) {
      if (periods.get(i).holdsAt(time)) {
        return Optional.of(periods.get(i));
      }
    }
    return Optional.empty();
  }
}
