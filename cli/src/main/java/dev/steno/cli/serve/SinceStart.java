// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How long ago the process began. Stateless. */
final class SinceStart {

  private SinceStart() {}

  /**
   * The time from the start of Java to {@code at}, such as {@code 1.9 s}. Ask late: the first
   * answer takes a while, because Java's management has to be loaded.
   *
   * @param at milliseconds since 1970
   */
  static String until(long at) {
    long millis = at - ManagementFactory.getRuntimeMXBean().getStartTime();
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
