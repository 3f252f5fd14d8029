// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

/**
 * Is told what happens in calls, on the threads of the calls. What it throws is counted ({@link
 * TracedModel#listenerFailures}) and never felt. Must be thread-safe.
 */
@FunctionalInterface
public interface ChatListener {

  /** Something happened. */
  void on(ChatEvent event);
}
