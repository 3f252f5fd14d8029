// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.model;

import java.util.Optional;

/** An absent value as a parameter. */
final class TakesOptional {
  void take(Optional<String> value) {}
}
