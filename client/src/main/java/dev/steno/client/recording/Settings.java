// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

/**
 * What the recording of a span depends on. Immutable.
 *
 * @param captureContent whether content leaves the application at all
 * @param longest how many characters one text may have
 */
public record Settings(boolean captureContent, int longest) {
  /** With content, and 4 Mi characters a text. */
  public static final Settings DEFAULT = new Settings(true, 4 << 20);
}
