// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.model;

import java.time.Instant;

/** Time that no test can set. */
final class ReadsClock {
  Instant read() {
    return Instant.now();
  }
}
