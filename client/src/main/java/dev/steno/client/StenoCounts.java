// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.delivery.DeliveryCounts;
import java.util.Map;

/**
 * What became of everything that was traced since the client began. Immutable.
 *
 * @param started spans that began
 * @param ended spans that ended
 * @param sampledOut spans that ended and did not leave, since their trace was not chosen
 * @param skippedStarts spans that were not told of when they began, since too many did at once
 * @param failures how often something could not be traced, or a hook threw
 * @param redacted how many places redaction rules replaced, by rule, so far; what is still to be
 *     sent was not looked into yet
 * @param delivery what became of those that left
 */
public record StenoCounts(
    long started,
    long ended,
    long sampledOut,
    long skippedStarts,
    long failures,
    Map<String, Long> redacted,
    DeliveryCounts delivery) {

  static final StenoCounts NONE = new StenoCounts(0, 0, 0, 0, 0, Map.of(), DeliveryCounts.NONE);

  /** Copies the map. */
  public StenoCounts {
    redacted = Map.copyOf(redacted);
  }
}
