// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.interaction;

import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One logical call of a model, from the question to the last answer, with the attempts and rounds
 * of tools that it took. Immutable, all the way down.
 *
 * @param traceId the caller's or a random id, unique within the model that was called
 * @param sequence 1 for the first call of a model, and so on; two interactions of one model that
 *     have the same start are ordered by it
 * @param parent the id of what this call belongs to, such as a workflow; null if nothing
 * @param start when the call began
 * @param duration from there to its end, by a monotonic clock
 * @param provider such as {@code openai}
 * @param model the model that was asked for
 * @param input what it was asked
 * @param response what it answered; of a broken stream what had come until then; null if nothing
 * @param status how it went
 * @param error why it did not go well; null if it did
 * @param attempts every request that was made of the provider, oldest first
 * @param toolRuns the tools that were run, in the order of their results
 * @param transcript the messages that the call added after its prompt: answers, results of tools,
 *     corrections, oldest first; the last is the answer
 * @param metadata what the caller and the session said of it
 */
public record Interaction(
    String traceId,
    long sequence,
    @Nullable String parent,
    Instant start,
    Duration duration,
    String provider,
    String model,
    Input input,
    @Nullable Response response,
    Status status,
    @Nullable Failure error,
    List<Attempt> attempts,
    List<ToolRun> toolRuns,
    List<Message> transcript,
    JsonObject metadata) {

  /** Copies the lists. */
  public Interaction {
    attempts = List.copyOf(attempts);
    toolRuns = List.copyOf(toolRuns);
    transcript = List.copyOf(transcript);
  }

  /** When it ended. */
  public Instant end() {
    return start.plus(duration);
  }

  /** How an interaction went. */
  public enum Status {
    /** Answered in full. */
    OK,
    /** Failed, perhaps in the middle of a stream. */
    ERROR,
    /** The provider or the model declined to answer. */
    REFUSED,
    /** No answer in time. */
    TIMEOUT,
    /** The caller cancelled it or stopped reading. */
    ABANDONED
  }

  /**
   * What a model was asked. Immutable.
   *
   * @param systemPrompt null if there was none
   * @param prompt the text of the last message if that is a user's and only text, else null
   * @param messages what came before the prompt, without the system prompt, and what is no prompt,
   *     such as a question with an image; empty if none
   * @param tools definitions as {@code {"name","description","parameters"}}; empty if none
   * @param parameters temperature, max_tokens and the like; only what was set
   */
  public record Input(
      @Nullable String systemPrompt,
      @Nullable String prompt,
      List<Message> messages,
      List<JsonObject> tools,
      JsonObject parameters) {
    /** Copies the lists. */
    public Input {
      messages = List.copyOf(messages);
      tools = List.copyOf(tools);
    }
  }

  /**
   * Why an interaction or one of its attempts failed. Immutable.
   *
   * @param kind such as {@code rate_limit}; one of the kinds of the chat module
   * @param type the name of the exception's class
   * @param message its sentence, bounded, keys masked; null if it had none
   * @param httpStatus the provider's status; null if none came
   */
  public record Failure(
      String kind, String type, @Nullable String message, @Nullable Integer httpStatus) {}
}
