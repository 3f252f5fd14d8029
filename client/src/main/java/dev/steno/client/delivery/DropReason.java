// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.util.Locale;

/** Why something that was recorded will never arrive. */
enum DropReason {
  /** More was waiting in memory than the queue may hold, and there was no disk to put it on. */
  QUEUE_FULL,
  /** The spool could not be written, and the queue in memory was full. */
  SPOOL_FAILED,
  /** More was waiting on disk than the spool may hold; the oldest went. */
  SPOOL_FULL,
  /** It lay on disk for a month, and no application sends to that server or project any more. */
  SPOOL_EXPIRED,
  /** What was read from disk is not what was written. */
  UNREADABLE,
  /** A single item is larger than the server takes, or than the whole queue. */
  TOO_LARGE,
  /** The server does not know the key, or the key may not write, and there was no disk. */
  KEY_REFUSED,
  /** The server said that it will never take it. */
  REFUSED,
  /** The server took the rest of the batch. */
  REJECTED,
  /** It could not be encoded. */
  UNENCODABLE,
  /** It ended after the delivery was closed, or was still in memory then. */
  CLOSED;

  /** Its name in counts and metrics. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
