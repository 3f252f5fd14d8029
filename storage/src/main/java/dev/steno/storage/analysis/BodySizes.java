// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import org.jspecify.annotations.Nullable;

/**
 * How long the bodies of a span are: bytes of their JSON in UTF-8. Immutable.
 *
 * @param input of the input; null if the span has none
 * @param output of the output; null if the span has none
 * @param attributes of all attributes together; null if there are none
 */
public record BodySizes(@Nullable Long input, @Nullable Long output, @Nullable Long attributes) {

  /** Nothing is known to have a size. */
  public static final BodySizes NONE = new BodySizes(null, null, null);

  /** These where {@code later} has none: of a span in several parts the last one counts. */
  public BodySizes revisedBy(BodySizes later) {
    return new BodySizes(
        later.input != null ? later.input : input,
        later.output != null ? later.output : output,
        later.attributes != null ? later.attributes : attributes);
  }
}
