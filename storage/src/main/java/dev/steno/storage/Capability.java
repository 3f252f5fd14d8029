// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

/**
 * What a store may be unable to do. Every store is asked for all of it unless {@link
 * Storage#supports} says no, and the contracts then ask for a refusal or for the stated lack.
 */
public enum Capability {
  /** What was acknowledged is there after the process was killed. */
  DURABLE,
  /** A second opening of the same store while one is open is refused. */
  EXCLUSIVE,
  /** It can be copied into a directory while it is in use. */
  BACKUP
}
