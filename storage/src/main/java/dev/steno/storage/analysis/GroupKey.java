// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import java.util.Locale;

/** What figures can be grouped by. */
public enum GroupKey {
  /** The hour of the start in UTC, as {@code 2026-11-01T08:00:00Z}. */
  HOUR,
  /** The day of the start in UTC, as {@code 2026-11-01}. */
  DAY,
  /** The model that answered, else the one asked for. */
  MODEL,
  /** The provider of the model. */
  PROVIDER,
  /** The name: of a span its own, of a trace its root's. */
  NAME,
  /** The span type, in capitals. */
  TYPE,
  /** The tool. */
  TOOL,
  /** The agent at work. */
  AGENT,
  /** The deployment environment. */
  ENVIRONMENT,
  /** The release of the application. */
  RELEASE,
  /** The prompt, with its version after an @ if it has one. */
  PROMPT;

  /** The name in lower case. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether rows are in the order of this key, and not by how much they count. */
  public boolean isTime() {
    return this == HOUR || this == DAY;
  }
}
