// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.util.Map;

/**
 * What became of the spans and log records that a {@link Delivery} took. Immutable.
 *
 * @param sent the server took them
 * @param spooled on disk, to be sent later
 * @param dropped lost, the sum of {@code droppedBy}
 * @param droppedBy how many were lost for which reason
 */
public record DeliveryCounts(long sent, long spooled, long dropped, Map<String, Long> droppedBy) {

  /** Nothing was taken yet. */
  public static final DeliveryCounts NONE = new DeliveryCounts(0, 0, 0, Map.of());

  public DeliveryCounts {
    droppedBy = Map.copyOf(droppedBy);
  }
}
