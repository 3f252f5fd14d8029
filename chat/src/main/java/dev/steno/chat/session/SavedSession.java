// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.session;

import dev.steno.model.interaction.Interaction;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as a file keeps it. Immutable.
 *
 * @param id the session's id
 * @param created when it was opened for the first time
 * @param provider whose model it talked with last
 * @param model the model it talked with last
 * @param keeping how interactions are kept
 * @param defaults what holds for each call
 * @param messages what was said, oldest first
 * @param compactions when messages gave way to summaries, oldest first
 * @param interactions those that were kept, oldest first
 */
public record SavedSession(
    String id,
    Instant created,
    String provider,
    String model,
    Keeping keeping,
    Defaults defaults,
    List<Message> messages,
    List<Compaction> compactions,
    List<Interaction> interactions) {

  /** Copies the lists. */
  public SavedSession {
    messages = List.copyOf(messages);
    compactions = List.copyOf(compactions);
    interactions = List.copyOf(interactions);
  }

  /**
   * How interactions are kept. Immutable.
   *
   * @param tracing whether they are, even if the model keeps none
   * @param maxTraces how many
   */
  public record Keeping(boolean tracing, int maxTraces) {}

  /**
   * What holds for each call that says nothing else. Immutable.
   *
   * @param systemPrompt null if there is none
   * @param parameters those that are set
   * @param tools on offer
   * @param metadata what is said of each call
   */
  public record Defaults(
      @Nullable String systemPrompt,
      JsonObject parameters,
      List<SavedTool> tools,
      JsonObject metadata) {

    /** Copies the list. */
    public Defaults {
      tools = List.copyOf(tools);
    }
  }

  /**
   * A tool. Immutable.
   *
   * @param definition {@code {"name","description","parameters"}}
   * @param runsHere whether the session ran it, with a function that no file can keep
   */
  public record SavedTool(JsonObject definition, boolean runsHere) {}
}
