// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import java.util.Locale;

/** What traces can be told apart by; each is a key of the query language. */
public enum Facet {
  /** The status of the trace. */
  STATUS,
  /** The model that answered, else the one asked for. */
  MODEL,
  /** The provider of the model. */
  PROVIDER,
  /** The name of a span. */
  NAME,
  /** The type of a span. */
  TYPE,
  /** The tool. */
  TOOL,
  /** The agent. */
  AGENT,
  /** The person. */
  USER,
  /** The session. */
  SESSION,
  /** The conversation. */
  CONVERSATION,
  /** The channel. */
  CHANNEL,
  /** The deployment environment. */
  ENVIRONMENT,
  /** A tag. */
  TAG,
  /** The release of the application. */
  RELEASE,
  /** The prompt, with its version after an @ if it has one. */
  PROMPT;

  /** The key in the query language. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
