// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

/** How one family of instrumentations writes down model calls and the like. Stateless. */
interface Dialect {
  /** True if the draft's attributes speak this dialect. Cheap: it is asked of every span. */
  boolean recognises(Draft draft);

  /** Sets the fields that the draft's attributes tell. */
  void apply(Draft draft);
}
