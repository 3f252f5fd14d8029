// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.util.Map;

/**
 * What became of the spans and log records that were handed to a {@link Delivery} since it began:
 * totals, which never fall. Immutable.
 *
 * @param sent the server took them, those included that an earlier process left in the spool
 * @param spooled were ever written to disk by this process; they are not taken off when they are
 *     sent or dropped later, so this is not how many wait there
 * @param dropped lost, the sum of {@code droppedBy}
 * @param droppedBy how many were lost for which reason: {@code queue_full}, {@code spool_failed},
 *     {@code spool_full}, {@code spool_expired}, {@code unreadable}, {@code too_large}, {@code
 *     key_refused}, {@code refused}, {@code rejected}, {@code unencodable}, {@code closed}
 */
public record DeliveryCounts(long sent, long spooled, long dropped, Map<String, Long> droppedBy) {

  /** Nothing was taken yet. */
  public static final DeliveryCounts NONE = new DeliveryCounts(0, 0, 0, Map.of());

  public DeliveryCounts {
    droppedBy = Map.copyOf(droppedBy);
  }
}
