// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import org.jspecify.annotations.Nullable;

/** Knows one form when it sees it, in time that grows with the text and no faster. Stateless. */
interface Detector {

  /** The characters, all of ASCII, at which it is worth asking. */
  String triggers();

  /**
   * What there is at one of the triggers; null if nothing.
   *
   * @param floor what lies before it was found to be something already
   */
  @Nullable Hit at(String text, int at, int floor);

  /**
   * A place in a text. Immutable.
   *
   * @param end the first character after it
   */
  record Hit(BuiltInRule rule, int start, int end) {}
}
